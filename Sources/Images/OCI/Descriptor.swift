package import AirgapCore

/// What a manifest says about a blob: type, digest and size (OCI image specification, descriptor.md).
package struct Descriptor: Hashable, Codable, Sendable {
    /// The largest blob that is believed, in bytes: 1 TiB.
    static let sizeLimit: Int64 = 1 << 40
    /// How many places outside the registry are believed.
    private static let urlLimit = 16

    package let mediaType: String
    package let digest: Digest
    /// Bytes.
    package let size: Int64
    /// Where a foreign layer is kept outside the registry; nil for everything that the registry has.
    package let urls: [String]?

    package init(mediaType: String, digest: Digest, size: Int64, urls: [String]? = nil) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.urls = urls
    }

    /// Reads a descriptor.
    ///
    /// - Parameters:
    ///   - value: the JSON object.
    ///   - place: what it is, for messages: `config`, `layers[2]`.
    /// - Throws: `ManifestError`.
    init(_ value: JSONValue, at place: String) throws(ManifestError) {
        guard value.object != nil else { throw .missing(place) }
        guard let digest = value["digest"]?.string else { throw .missing("\(place).digest") }
        guard let size = value["size"]?.integer else { throw .missing("\(place).size") }
        guard (0...Self.sizeLimit).contains(size) else { throw .badSize(place, size) }
        let urls = (value["urls"]?.array ?? []).compactMap(\.string).prefix(Self.urlLimit)
        do {
            self.init(
                mediaType: value["mediaType"]?.string ?? "", digest: try Digest(digest), size: size,
                urls: urls.isEmpty ? nil : Array(urls))
        } catch {
            throw .badDigest(place, error)
        }
    }

    /// Whether the registry need not have it, because its maker keeps it elsewhere.
    package var isForeign: Bool {
        urls != nil || mediaType.hasPrefix("application/vnd.docker.image.rootfs.foreign.")
            || mediaType.hasPrefix("application/vnd.oci.image.layer.nondistributable.")
    }
}
