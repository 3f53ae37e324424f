import AirgapCore
import SystemPackage

/// Reads the tree into slots, on a thread of its own.
actor PackFeed: PackSource {
    private let thread = OwnThread("pack.read")
    private let list: PackList
    private let tree: FilePath
    private let top: String
    private let time: Timestamp
    private let progress: any ProgressReporter

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - list: what is read.
    ///   - tree: where from.
    ///   - top: the bundle's top folder.
    ///   - time: of every member.
    ///   - progress: told how much was read.
    init(_ list: PackList, tree: FilePath, top: String, time: Timestamp, progress: any ProgressReporter) {
        self.list = list
        self.tree = tree
        self.top = top
        self.time = time
        self.progress = progress
    }

    /// Reads everything, whenever a slot is free.
    ///
    /// - Returns: bytes of every file.
    /// - Throws: `FileError`, `PackError`, `CancellationError`.
    func run(_ belt: PackBelt) throws -> [Int64] {
        var reader = try PackReader(list: list, tree: tree, top: top, time: time, ring: PackRing(belt))
        var told: Int64 = 0
        while try reader.advance() {
            guard !belt.isStopped else { throw CancellationError() }
            guard reader.byteCount - told >= 1 << 20 else { continue }
            progress.report(.advanced(stage: "pack", bytes: reader.byteCount - told))
            told = reader.byteCount
        }
        progress.report(.advanced(stage: "pack", bytes: reader.byteCount - told))
        belt.endReading()
        return reader.sizes
    }
}
