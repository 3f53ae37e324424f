/// How much room a disk has.
package struct DiskSpace: Sendable, Equatable {
    /// Bytes that a user may still write.
    package let free: Int64
    /// Bytes.
    package let total: Int64

    package init(free: Int64, total: Int64) {
        self.free = free
        self.total = total
    }
}
