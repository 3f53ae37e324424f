import AirgapCore

/// A place in the ring between reader, compressors and writer: a chunk and its member.
///
/// `@unchecked Sendable`: a slot has one owner at a time. The reader fills it and gives it away; one compressor makes its
/// member; only when it is done the writer reads that, and then the reader gets the slot back.
final class PackSlot: @unchecked Sendable {
    private static let chunkSize = GzipFrame.chunkSize

    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: PackSlot.chunkSize, alignment: 4096)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: PackSlot.chunkSize, alignment: 4096)
    /// Bytes of tar in the chunk.
    private(set) var filled = 0
    private var made: (member: GzipMember, chunk: BundleIndex.Chunk)?
    /// Which bytes of the chunk are a file's.
    private var contents: [(file: PackedFile, bytes: Range<Int>)] = []
    /// Files whose last byte is in this chunk or the one before.
    private var ended: [PackedFile] = []

    deinit {
        input.deallocate()
        output.deallocate()
    }

    var isFull: Bool { filled == Self.chunkSize }

    /// Where the next bytes go.
    var free: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: input[filled...]) }

    /// Takes bytes; those that stand in `free` already are not copied.
    ///
    /// - Returns: how many bytes were taken.
    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count, Self.chunkSize - filled)
        if count > 0, bytes.baseAddress != UnsafeRawPointer(free.baseAddress) {
            free.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        filled += count
        return count
    }

    /// Takes bytes of a file, all of them.
    func take(_ bytes: UnsafeRawBufferPointer, of file: PackedFile) {
        let start = filled
        let count = take(bytes)
        contents.append((file, start..<(start + count)))
    }

    /// A file has ended.
    func end(_ file: PackedFile) { ended.append(file) }

    /// Gives what the chunk has of files to those who hash it; the bytes stay until `reset()`.
    func addContents(to batch: DigestBatch) {
        for (file, range) in contents {
            batch.add(UnsafeRawBufferPointer(rebasing: input[range]), to: file.digest)
        }
    }

    /// Checks the files that have ended, once everything so far was hashed.
    ///
    /// - Throws: `PackError.changed`.
    func checkFiles() throws(PackError) {
        for file in ended { try file.check() }
    }

    /// Makes the gzip member.
    func compress(with maker: GzipMemberMaker) {
        let content = UnsafeRawBufferPointer(rebasing: input[..<filled])
        let size = maker.deflate(content, into: output)
        let member = GzipMember(content, deflated: size.map { UnsafeRawBufferPointer(rebasing: output[..<$0]) })
        made = (
            member, BundleIndex.Chunk(compressed: member.size, content: filled, checksum: member.checksum)
        )
    }

    /// The finished member, and what the index says of it; nil before `compress`.
    var member: (GzipMember, BundleIndex.Chunk)? { made.map { ($0.member, $0.chunk) } }

    /// Makes it empty again.
    func reset() {
        filled = 0
        made = nil
        contents.removeAll(keepingCapacity: true)
        ended.removeAll(keepingCapacity: true)
    }
}
