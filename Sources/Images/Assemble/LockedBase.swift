/// What an assembled image stands on, as it was resolved.
package struct LockedBase: Codable, Equatable, Sendable {
    package let content: ImageContent
    /// Where it comes from when it is an archive's or a folder's.
    package let imported: ImportedImage?
    /// Where it comes from when it is a registry's, and not in the bundle itself.
    package let pulled: LockedImage?

    package init(content: ImageContent, imported: ImportedImage? = nil, pulled: LockedImage? = nil) {
        self.content = content
        self.imported = imported
        self.pulled = pulled
    }
}
