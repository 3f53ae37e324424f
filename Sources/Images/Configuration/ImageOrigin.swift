import AirgapCore

/// `images_origin.yaml`: which image of the world becomes which image of the site.
///
/// A list of `{src, dest}`. Without tags an entry maps every tag of a repository to the same tag; with a tag on either
/// side it maps exactly that tag, and wins over an entry for the whole repository.
package struct ImageOrigin: Sendable {
    private var sources: [ImageName: ImageReference] = [:]

    package init() {}

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - source: with or without a tag.
    ///   - destination: with or without a tag.
    /// - Returns: the source that the destination has already, when it is another one.
    package mutating func add(_ source: ImageReference, as destination: ImageName) -> ImageReference? {
        let tag = destination.tag ?? source.tag
        let name = ImageName(repository: destination.repository, tag: tag)
        let mapped = source.with(tag: source.tag ?? tag, digest: nil)
        if let present = sources[name] { return present == mapped ? nil : present }
        sources[name] = mapped
        return nil
    }

    /// Where an image comes from; nil when nothing maps it.
    package func source(of name: ImageName) -> ImageReference? {
        if let tag = name.tag, let exact = sources[ImageName(repository: name.repository, tag: tag)] {
            return exact.with(tag: exact.tag, digest: name.digest)
        }
        let whole = sources[ImageName(repository: name.repository, tag: nil)]
        return whole?.with(tag: name.tag, digest: name.digest)
    }

    /// What an image of the world is called at the site; nil when nothing maps it. Of several names, the first by
    /// alphabet.
    package func destination(of reference: ImageReference) -> ImageName? {
        let wanted = [reference.with(tag: reference.tag, digest: nil), reference.with(tag: nil, digest: nil)]
        let names = sources.filter { wanted.contains($0.value) }.keys
        // An entry for exactly this tag wins over one for the whole repository.
        guard let name = names.filter({ $0.tag != nil }).min() ?? names.min() else { return nil }
        return ImageName(repository: name.repository, tag: name.tag ?? reference.tag, digest: reference.digest)
    }

    /// The destinations that are mapped, for hints.
    package var repositories: [String] { Set(sources.keys.map(\.repository.description)).sorted() }
}
