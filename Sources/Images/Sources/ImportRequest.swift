import AirgapCore

/// One entry of `images.import`: images of an archive or a folder, and what they are called at the site.
package struct ImportRequest: Hashable, Sendable {
    package let source: LocalImageSource
    /// The name in the site's registry, with a tag; without one, for a Kubernetes release, what stands before the names.
    package let destination: ImageName?

    package init(source: LocalImageSource, destination: ImageName?) {
        self.source = source
        self.destination = destination
    }

    /// What of it decides what is resolved.
    ///
    /// - Throws: `EncodingError`.
    func json() throws -> JSONValue {
        .object([
            "source": try JSONValue(encoding: source),
            "dest": destination.map { .string($0.description) } ?? .null,
        ])
    }

    /// What an image of the source is called at the site.
    ///
    /// - Throws: `ImportedImageError.noName`, `ImageReferenceError`.
    func name(of image: FoundLocalImage) throws -> (repository: RepositoryName, tag: ImageTag) {
        if let destination, let tag = destination.tag { return (destination.repository, tag) }
        guard let name = image.name, let tag = name.tag else { throw ImportedImageError.noName }
        guard let destination else { return (name.repository, tag) }
        return (try RepositoryName("\(destination.repository)/\(name.repository)"), tag)
    }
}
