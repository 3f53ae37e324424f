import AirgapCore

/// One entry of `images.assemble`: an image to put together.
package struct AssemblyRequest: Hashable, Sendable {
    /// The name in the site's registry.
    package let repository: RepositoryName
    package let tag: ImageTag
    package let base: AssemblyBase
    /// One layer each, from the lowest up.
    package let files: [AssemblyEntry]
    /// Whether the libraries that its programs need are taken from the packages too.
    package let takesLibraries: Bool
    package let settings: ImageSettings

    package init(
        repository: RepositoryName, tag: ImageTag, base: AssemblyBase, files: [AssemblyEntry],
        takesLibraries: Bool = false, settings: ImageSettings = ImageSettings()
    ) {
        self.repository = repository
        self.tag = tag
        self.base = base
        self.files = files
        self.takesLibraries = takesLibraries
        self.settings = settings
    }

    /// `library/etcd:3.4`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }

    /// What of it decides what is resolved.
    ///
    /// - Throws: `EncodingError`.
    func json() throws -> JSONValue {
        .object([
            "dest": .string(destination), "base": .string(base.description),
            "files": try JSONValue(encoding: files), "libraries": .bool(takesLibraries),
            "settings": try JSONValue(encoding: settings),
        ])
    }
}
