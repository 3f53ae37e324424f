package import AirgapCore

/// Where images come from that are not pulled from a registry: an archive or a folder.
///
/// Written as skopeo writes it, `docker-archive:PATH[:NAME:TAG]`; an archive may be a URL too, with its digest beside it.
package struct LocalImageSource: Hashable, Codable, Sendable {
    /// The kinds of places.
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// What `docker save` writes, before and since its version 25.
        case dockerArchive = "docker-archive"
        /// An OCI layout in a tar archive.
        case ociArchive = "oci-archive"
        /// An OCI layout in a folder.
        case ociLayout = "oci"
        /// The storage folder of docker distribution.
        case registryStorage = "registry-storage"
        /// `kubernetes-server-linux-ARCH.tar.gz` of a Kubernetes release.
        case kubernetesServer = "kubernetes-server"

        /// Whether it is one file, which can be fetched.
        package var isArchive: Bool { self != .ociLayout && self != .registryStorage }
    }

    package let kind: Kind
    /// The path as written; nil for a URL.
    package let path: String?
    package let url: RemoteURL?
    /// What a URL's bytes must hash to.
    package let sha256: Digest?
    /// Which image of it is meant; nil for all, or the only one.
    package let reference: String?

    /// Reads the text.
    ///
    /// - Parameters:
    ///   - text: `KIND:PATH[:REFERENCE]` or `KIND:URL`.
    ///   - sha256: the digest of a URL's bytes.
    /// - Throws: `LocalImageSourceError` with the text seen.
    package init(_ text: String, sha256: Digest? = nil) throws(LocalImageSourceError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { throw .unknownKind(text) }
        self.kind = kind
        let rest = String(parts[1])
        if rest.hasPrefix("https://") || rest.hasPrefix("http://") {
            guard kind.isArchive else { throw .noURL(text) }
            guard let sha256 else { throw .noDigest(text) }
            do {
                url = try RemoteURL(rest)
            } catch {
                throw .badURL(error)
            }
            (path, reference, self.sha256) = (nil, nil, sha256)
            return
        }
        guard sha256 == nil else { throw .digestOfPath(text) }
        let place = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = place.first, !path.isEmpty else { throw .noPath(text) }
        self.path = String(path)
        reference = place.count > 1 ? String(place[1]) : nil
        (url, self.sha256) = (nil, nil)
        guard reference?.isEmpty != true, kind != .kubernetesServer || reference == nil else {
            throw .badReference(text)
        }
    }

    /// Whether a text names a kind of place, and not an image in a registry.
    package static func isWritten(_ text: String) -> Bool {
        Kind.allCases.contains { text.hasPrefix($0.rawValue + ":") }
    }
}

extension LocalImageSource: CustomStringConvertible {
    package var description: String {
        "\(kind.rawValue):\(path ?? url?.redacted ?? "")" + (reference.map { ":\($0)" } ?? "")
    }
}
