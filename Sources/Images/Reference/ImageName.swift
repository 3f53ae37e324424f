package import AirgapCore

/// An image without its registry: `library/nginx:1.25`, `library/nginx@sha256:…`, `library/nginx:1.25@sha256:…`.
///
/// This is how images are listed: by the name they have in the site's registry.
package struct ImageName: Hashable, Sendable, CustomStringConvertible {
    package let repository: RepositoryName
    package let tag: ImageTag?
    package let digest: Digest?

    package init(repository: RepositoryName, tag: ImageTag?, digest: Digest? = nil) {
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard !text.isEmpty else { throw .empty }
        guard !text.contains("://") else { throw .hasScheme(text) }
        var name = text[...]
        var digest: Digest?
        if let at = text.firstIndex(of: "@") {
            name = text[..<at]
            do {
                digest = try Digest(String(text[text.index(after: at)...]))
            } catch {
                throw .badDigest(error)
            }
        }
        var tag: ImageTag?
        let lastComponent = name.lastIndex(of: "/").map { name[$0...] } ?? name
        if let colon = lastComponent.firstIndex(of: ":") {
            let tagText = String(name[name.index(after: colon)...])
            guard !tagText.isEmpty else { throw .emptyTag(text) }
            tag = try ImageTag(tagText)
            name = name[..<colon]
        }
        self.init(repository: try RepositoryName(String(name)), tag: tag, digest: digest)
    }

    package var description: String {
        repository.description + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
}

extension ImageName: Comparable {
    package static func < (left: ImageName, right: ImageName) -> Bool {
        if left.repository != right.repository { return left.repository < right.repository }
        return left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
