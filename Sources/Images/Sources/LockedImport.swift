/// One image of an archive or a folder as it was resolved.
package struct LockedImport: Codable, Equatable, Sendable {
    /// The name in the site's registry.
    package let repository: RepositoryName
    package let tag: ImageTag
    package let image: ImportedImage

    package init(repository: RepositoryName, tag: ImageTag, image: ImportedImage) {
        self.repository = repository
        self.tag = tag
        self.image = image
    }

    /// `library/nginx:1.25`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }
}
