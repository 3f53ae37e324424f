import AirgapCore

/// Collects bytes into large aligned blocks, as writing past the page cache needs them, and hashes them there; while one
/// block is written the next is filled.
final class BlockBuffer {
    private let file: AtomicFile
    private let writer: BlockWriter
    private let isDirect: Bool
    private let batch: DigestBatch
    private var block: BlockWriter.Block
    private var filled = 0
    private var hashed = 0
    /// The digest of all bytes that `hash()` has seen.
    let digest = DigestStream()

    /// Writes past the page cache where the file system can: the archive is not read again soon, and copying it into the
    /// cache costs as much as hashing it.
    ///
    /// - Parameters:
    ///   - file: where the bytes go.
    ///   - batch: hashes them beside whatever else it has.
    init(_ file: AtomicFile, _ batch: DigestBatch) {
        self.file = file
        self.batch = batch
        writer = BlockWriter(file)
        block = writer.next()
        isDirect = file.setDirect(true)
    }

    deinit { try? writer.finish() }

    /// Bytes taken so far.
    var byteCount: Int64 { digest.byteCount + Int64(filled - hashed) }

    /// Takes bytes; whole blocks go to the file.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, block.bytes.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: block.bytes[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == block.bytes.count { try flush() }
        }
    }

    /// Hashes what was taken since the last time, and whatever the batch has.
    func hash() {
        batch.add(UnsafeRawBufferPointer(rebasing: block.bytes[hashed..<filled]), to: digest)
        batch.run()
        hashed = filled
    }

    /// Writes what is left, which is no whole block, through the page cache.
    func finish() throws(FileError) {
        try writer.finish()
        if isDirect { _ = file.setDirect(false) }
        try flush()
        try writer.finish()
    }

    private func flush() throws(FileError) {
        hash()
        try writer.write(block, count: filled)
        block = writer.next()
        filled = 0
        hashed = 0
    }
}
