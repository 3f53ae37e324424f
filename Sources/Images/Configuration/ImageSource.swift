import AirgapCore

/// Where listed images are taken from: `upstream`, which is what images_origin.yaml says, or a registry that has them under
/// their site names already.
package enum ImageSource: Equatable, Sendable {
    case upstream
    /// The registry, and what stands before the site's name there: empty, or `mirror/`.
    case registry(RegistryHost, prefix: String)

    /// Reads `upstream` or `host[:port][/prefix]`.
    ///
    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard text != "upstream" else {
            self = .upstream
            return
        }
        guard !text.isEmpty else { throw .empty }
        guard !text.contains("://") else { throw .hasScheme(text) }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let host = try RegistryHost(String(parts[0]))
        guard parts.count > 1 else {
            self = .registry(host, prefix: "")
            return
        }
        self = .registry(host, prefix: "\(try RepositoryName(String(parts[1])))/")
    }

    /// An image's place in a registry with the site's names; nil for `upstream`.
    ///
    /// - Throws: `ImageReferenceError` when the name becomes too long.
    package func reference(to name: ImageName) throws(ImageReferenceError) -> ImageReference? {
        guard case .registry(let host, let prefix) = self else { return nil }
        let repository = try RepositoryName("\(prefix)\(name.repository)")
        return ImageReference(
            registry: host, name: ImageName(repository: repository, tag: name.tag, digest: name.digest))
    }
}
