package import AirgapCore

/// How a tree is packed.
package struct PackOptions: Sendable {
    /// How many chunks are compressed at once, at least 1; the bytes do not depend on it.
    package var jobs: Int
    /// The time of every member.
    package var time: Timestamp
    package var compression: Compression

    package init(jobs: Int, time: Timestamp, compression: Compression = .standard) {
        self.jobs = max(jobs, 1)
        self.time = time
        self.compression = compression
    }
}
