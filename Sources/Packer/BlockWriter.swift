import AirgapCore
import Dispatch
import Synchronization

/// Writes blocks in order on a thread of its own, while the next ones are filled.
///
/// `@unchecked Sendable`: the file is touched on the queue alone until `finish` has returned.
final class BlockWriter: @unchecked Sendable {
    /// `@unchecked Sendable`: it has one owner, who fills it or who writes it.
    struct Block: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
    }

    /// Bytes of a block.
    static let blockSize = 1 << 20
    /// Blocks in memory: one is filled, one is written, two more for when the disk is slower for a moment.
    private static let blockCount = 4

    private struct State {
        var idle: [Block] = []
        var failure: FileError?
    }

    private let queue = DispatchQueue(label: "pack.disk")
    private let hasIdle = DispatchSemaphore(value: 0)
    private let file: AtomicFile
    private let blocks: [Block]
    private let state = Mutex(State())

    /// - Parameter file: nobody else writes to it until `finish` has returned.
    init(_ file: AtomicFile) {
        self.file = file
        blocks = (0..<Self.blockCount).map { _ in
            Block(bytes: .allocate(byteCount: Self.blockSize, alignment: 4096))
        }
        blocks.forEach(giveBack)
    }

    deinit { blocks.forEach { $0.bytes.deallocate() } }

    private func giveBack(_ block: Block) {
        state.withLock { $0.idle.append(block) }
        hasIdle.signal()
    }

    /// Waits for an empty block.
    func next() -> Block {
        hasIdle.wait()
        return state.withLock { $0.idle.removeLast() }
    }

    /// Begins to write so many bytes of a block, which is the writer's from then on.
    ///
    /// - Throws: `FileError` of an earlier block.
    func write(_ block: Block, count: Int) throws(FileError) {
        try throwFailure()
        queue.async {
            self.write(UnsafeRawBufferPointer(rebasing: block.bytes[..<count]))
            self.giveBack(block)
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        guard state.withLock({ $0.failure == nil }) else { return }
        do throws(FileError) {
            try file.write(bytes)
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    /// Waits until everything is written.
    ///
    /// - Throws: `FileError`.
    func finish() throws(FileError) {
        queue.sync {}
        try throwFailure()
    }

    private func throwFailure() throws(FileError) {
        if let failure = state.withLock(\.failure) { throw failure }
    }
}
