package import AirgapCore

/// An assembled image as it was resolved: all that is needed to put it together again, and what came out.
package struct LockedAssembly: Codable, Equatable, Sendable {
    /// The name in the site's registry.
    package let repository: RepositoryName
    package let tag: ImageTag
    /// Nil for scratch.
    package let base: LockedBase?
    package let settings: ImageSettings
    /// SOURCE_DATE_EPOCH when it was resolved: no member of a layer is newer.
    package let time: Timestamp?
    /// The layers above the base's, from the lowest up.
    package let layers: [LockedLayer]
    package let content: ImageContent

    package init(
        repository: RepositoryName, tag: ImageTag, base: LockedBase?, settings: ImageSettings, time: Timestamp?,
        layers: [LockedLayer], content: ImageContent
    ) {
        self.repository = repository
        self.tag = tag
        self.base = base
        self.settings = settings
        self.time = time
        self.layers = layers
        self.content = content
    }

    /// `library/etcd:3.4`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }

    /// The package files that its layers are made of.
    var packages: [PackageFile] { layers.flatMap(\.contents).compactMap(\.package) }
}
