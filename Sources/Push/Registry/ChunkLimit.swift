import Synchronization

/// How many bytes one request may carry, as it was learned from refusals; shared by all uploads of a run.
final class ChunkLimit: Sendable {
    /// Less is not worth the requests.
    static let least: Int64 = 128 << 10
    /// What is tried first when a whole blob is refused.
    static let first: Int64 = 64 << 20

    private let limit = Mutex<Int64?>(nil)

    /// Bytes; nil while nothing was refused.
    var current: Int64? { limit.withLock { $0 } }

    /// Takes note that a body was too large.
    ///
    /// - Parameter bytes: of the body.
    /// - Returns: what to try next; nil when it was the least already.
    func refused(_ bytes: Int64) -> Int64? {
        limit.withLock { limit in
            guard bytes > Self.least else { return nil }
            let next = max(Self.least, min(Self.first, bytes / 2))
            limit = min(limit ?? next, next)
            return limit
        }
    }
}
