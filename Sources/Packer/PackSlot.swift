import AirgapCore

/// A place in the ring between reader, compressors and writer: a chunk, its member, and the compressors for it.
///
/// `@unchecked Sendable`: a slot has one owner at a time. The reader fills it and gives it to one compressing task; that
/// task returns it as its result; only then the writer reads it and hands it back to the reader.
final class PackSlot: @unchecked Sendable {
    private static let chunkSize = GzipFrame.chunkSize

    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: PackSlot.chunkSize, alignment: 4096)
    private let output = UnsafeMutableRawBufferPointer.allocate(
        byteCount: GzipMember.limit(input: PackSlot.chunkSize), alignment: 4096)
    private let sampler: Deflater
    private let deflater: Deflater?
    /// Bytes of tar in the chunk.
    private(set) var filled = 0
    private var memberSize = 0
    private var checksum: UInt32 = 0

    /// - Throws: `PackError.archive` when there is no memory.
    init(_ compression: Compression) throws {
        sampler = try Deflater(level: 1)
        deflater = try compression.level.map { try Deflater(level: $0) }
    }

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

    /// Makes the gzip member.
    func compress() {
        memberSize = GzipMember.write(
            UnsafeRawBufferPointer(rebasing: input[..<filled]), into: output, sampler: sampler, deflater: deflater)
        checksum = Deflater.crc32(member)
    }

    /// What the index says of the finished member.
    var chunk: BundleIndex.Chunk {
        BundleIndex.Chunk(compressed: memberSize, content: filled, checksum: checksum)
    }

    /// The finished member.
    var member: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: output[..<memberSize]) }

    /// Makes it empty again.
    func reset() { filled = 0 }
}
