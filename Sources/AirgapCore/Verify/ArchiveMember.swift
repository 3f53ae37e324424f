/// A regular file inside a bundle, as its header says; the path is below the bundle's top folder.
package struct ArchiveMember: Sendable, Equatable {
    package let path: RelativePath
    /// Bytes.
    package let size: Int64

    package init(path: RelativePath, size: Int64) {
        self.path = path
        self.size = size
    }
}
