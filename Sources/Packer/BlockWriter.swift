import AirgapCore
import Dispatch

/// Writes one block at a time on a thread of its own, while the next is filled.
///
/// `@unchecked Sendable`: from `begin` until `wait` returns, only that thread touches what is here; before and after, only
/// the one owner.
final class BlockWriter: @unchecked Sendable {
    private let queue = DispatchQueue(label: "pack.disk")
    private let work = DispatchGroup()
    private let file: AtomicFile
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var failure: FileError?

    /// - Parameter file: nobody else writes to it meanwhile.
    init(_ file: AtomicFile) {
        self.file = file
    }

    /// Begins to write a block, which must stay as it is until `wait` returns.
    func begin(_ bytes: UnsafeRawBufferPointer) {
        block = bytes
        queue.async(group: work) { self.write() }
    }

    private func write() {
        do throws(FileError) {
            try file.write(block)
        } catch {
            failure = failure ?? error
        }
    }

    /// Waits until everything is written.
    func wait() throws(FileError) {
        work.wait()
        if let failure { throw failure }
    }
}
