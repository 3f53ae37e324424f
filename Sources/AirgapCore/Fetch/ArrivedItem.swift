/// What an `UnknownItem` turned out to be; it is in the store.
package struct ArrivedItem: Sendable, Equatable {
    package let digest: Digest
    /// Bytes.
    package let size: Int64

    package init(digest: Digest, size: Int64) {
        self.digest = digest
        self.size = size
    }
}
