import AirgapCore
import Synchronization

/// The gzip members that were decompressed last: many clients ask for the same bytes at the same time.
final class ChunkCache: Sendable {
    /// A gzip member has 1 MiB at most.
    private static let limit = 4

    private struct State {
        var chunks: [Int: [UInt8]] = [:]
        /// The last used one is last.
        var order: [Int] = []
        var idle: [BundleMembersReader] = []

        mutating func use(_ chunk: Int) {
            order.removeAll { $0 == chunk }
            order.append(chunk)
        }
    }

    private let members: BundleMembers
    private let state = Mutex(State())

    init(_ members: BundleMembers) {
        self.members = members
    }

    /// The decompressed bytes of a gzip member; nil when they are not here.
    func knownBytes(of chunk: Int) -> [UInt8]? {
        state.withLock { state in
            guard let bytes = state.chunks[chunk] else { return nil }
            state.use(chunk)
            return bytes
        }
    }

    /// The decompressed bytes of a gzip member.
    ///
    /// - Throws: `BundleReadError`, `FileError`, `ArchiveError` when there is no memory.
    func bytes(of chunk: Int) throws -> [UInt8] {
        let (known, idle) = state.withLock { state -> ([UInt8]?, BundleMembersReader?) in
            guard let bytes = state.chunks[chunk] else { return (nil, state.idle.popLast()) }
            state.use(chunk)
            return (bytes, nil)
        }
        if let known { return known }
        let reader = try idle ?? BundleMembersReader()
        let bytes = try reader.read(chunk, of: members)
        state.withLock { state in
            state.idle.append(reader)
            state.chunks[chunk] = bytes
            state.use(chunk)
            if state.order.count > Self.limit { state.chunks[state.order.removeFirst()] = nil }
        }
        return bytes
    }
}
