import AirgapCore

/// Collects bytes into large aligned blocks, as writing past the page cache needs them.
final class BlockBuffer {
    private static let blockSize = 4 << 20

    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: BlockBuffer.blockSize, alignment: 4096)
    private let file: AtomicFile
    private let isDirect: Bool
    private var filled = 0

    /// Writes past the page cache where the file system can: the archive is not read again soon, and copying it into the
    /// cache costs as much as hashing it.
    init(_ file: AtomicFile) {
        self.file = file
        isDirect = file.setDirect(true)
    }

    deinit { block.deallocate() }

    /// Takes bytes; whole blocks go to the file.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, block.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: block[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == block.count { try flush() }
        }
    }

    /// Writes what is left, which is no whole block, through the page cache.
    func finish() throws(FileError) {
        if isDirect { _ = file.setDirect(false) }
        try flush()
    }

    private func flush() throws(FileError) {
        try file.write(UnsafeRawBufferPointer(rebasing: block[..<filled]))
        filled = 0
    }
}
