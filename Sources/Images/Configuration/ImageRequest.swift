import AirgapCore

/// One image to take: what it is called at the site, and where it comes from.
package struct ImageRequest: Hashable, Sendable {
    /// The name in the site's registry; it always has a tag.
    package let repository: RepositoryName
    package let tag: ImageTag
    /// Where it is taken from, with tag or digest or both.
    package let source: ImageReference

    package init(repository: RepositoryName, tag: ImageTag, source: ImageReference) {
        self.repository = repository
        self.tag = tag
        self.source = source
    }

    /// An image as it is listed; one listed by digest alone gets `ImageTag(standingFor:)`.
    ///
    /// - Throws: `ImageReferenceError.noTagOrDigest`.
    package init(_ name: ImageName, from source: ImageReference) throws(ImageReferenceError) {
        guard let tag = name.tag ?? name.digest.map(ImageTag.init(standingFor:)) else {
            throw .noTagOrDigest(name.description)
        }
        self.init(repository: name.repository, tag: tag, source: source)
    }

    /// `library/nginx:1.25`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }
}

extension ImageRequest: Comparable {
    package static func < (left: ImageRequest, right: ImageRequest) -> Bool {
        (left.repository, left.tag) < (right.repository, right.tag)
    }
}
