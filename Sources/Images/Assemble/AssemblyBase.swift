/// What an assembled image stands on.
package enum AssemblyBase: Hashable, Sendable, CustomStringConvertible {
    /// Nothing.
    case scratch
    /// Another image of the project, by its name at the site.
    case image(ImageName)
    /// An archive or a folder.
    case local(LocalImageSource)
    /// A registry's image that is not in the bundle itself.
    case registry(ImageReference)

    private static let registryPrefix = "docker://"

    /// Reads `scratch`, `docker://HOST/NAME:TAG`, `docker-archive:…` and its like, or the name of an image.
    ///
    /// - Throws: `ImageReferenceError`, `LocalImageSourceError` with the text seen.
    package init(_ text: String) throws {
        if text == "scratch" {
            self = .scratch
        } else if text.hasPrefix(Self.registryPrefix) {
            let reference = try ImageReference(String(text.dropFirst(Self.registryPrefix.count)))
            guard reference.tag != nil || reference.digest != nil else {
                throw ImageReferenceError.noTagOrDigest(text)
            }
            self = .registry(reference)
        } else if LocalImageSource.isWritten(text) {
            self = .local(try LocalImageSource(text))
        } else {
            let name = try ImageName(text)
            guard name.tag != nil, name.digest == nil else { throw ImageReferenceError.noTagOrDigest(text) }
            self = .image(name)
        }
    }

    package var description: String {
        switch self {
        case .scratch: "scratch"
        case .image(let name): name.description
        case .local(let source): source.description
        case .registry(let reference): Self.registryPrefix + reference.description
        }
    }
}
