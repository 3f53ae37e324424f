/// One regular file of a bundle's tree.
package struct TreeEntry: Hashable, Sendable, Comparable {
    /// Where it stands, below the bundle's folder.
    package let path: RelativePath
    /// Bytes.
    package let size: Int64
    package let digest: Digest
    /// Whether it is packed with mode 0755 instead of 0644.
    package let isExecutable: Bool

    package init(path: RelativePath, size: Int64, digest: Digest, isExecutable: Bool = false) {
        self.path = path
        self.size = size
        self.digest = digest
        self.isExecutable = isExecutable
    }

    package static func < (left: TreeEntry, right: TreeEntry) -> Bool { left.path < right.path }
}
