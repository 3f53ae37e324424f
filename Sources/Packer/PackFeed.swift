import AirgapCore
import SystemPackage

/// Reads the tree into slots, on a thread of its own.
actor PackFeed {
    /// What was read at one go.
    struct Portion: Sendable {
        let full: [PackSlot]
        /// Bytes of files.
        let bytes: Int64
        /// Whether everything was read.
        let isLast: Bool
    }

    /// Slots at one go: enough to keep compressors busy while the next are read.
    private static let portion = 2

    private let thread = OwnThread("pack.read")
    private let ring: PackRing
    private var reader: PackReader

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - list: what is read.
    ///   - tree: where from.
    ///   - top: the bundle's top folder.
    ///   - time: of every member.
    ///   - slots: how many chunks are in memory at once.
    init(_ list: PackList, tree: FilePath, top: String, time: Timestamp, slots: Int) {
        ring = PackRing(slots: slots)
        reader = PackReader(list: list, tree: tree, top: top, time: time, ring: ring)
    }

    /// Bytes of every file begun so far.
    var sizes: [Int64] { reader.sizes }

    /// Reads until some slots are full, or none is free.
    ///
    /// - Parameter free: slots that were written.
    /// - Returns: the full ones.
    /// - Throws: `FileError`.
    func read(_ free: [PackSlot]) throws -> Portion {
        free.forEach(ring.giveBack)
        let before = reader.byteCount
        var isLast = false
        while !isLast, ring.hasRoom, ring.full.count < Self.portion { isLast = !(try reader.advance()) }
        return Portion(full: ring.takeFull(), bytes: reader.byteCount - before, isLast: isLast)
    }
}
