/// Reads single gzip members of a bundle and proves each of them: framing, both checksums, sizes.
///
/// `@unchecked Sendable`: a decoder has one owner at a time. The pass gives it to one task, and gets it back with the
/// task's result.
final class ChunkDecoder: @unchecked Sendable {
    /// More than any member that holds 1 MiB in stored blocks.
    static let largestMember = GzipFrame.chunkSize + 4096
    /// Framing and an empty block.
    static let smallestMember = GzipFrame.headerSize + 2 + GzipFrame.trailerSize

    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: largestMember, alignment: 4096)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: GzipFrame.chunkSize, alignment: 4096)
    private let inflater: Inflater

    /// - Throws: `ArchiveError` when there is no memory.
    init() throws(ArchiveError) {
        do throws(ArchiveError) {
            inflater = try Inflater()
        } catch {
            input.deallocate()
            output.deallocate()
            throw error
        }
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// Reads and decompresses a member.
    ///
    /// - Parameters:
    ///   - chunk: what the index says of it.
    ///   - offset: where it begins in the file.
    ///   - file: the bundle.
    /// - Returns: the tar bytes in it, valid until the next call.
    /// - Throws: `StreamFault` for a damaged member, `FileError`.
    func decode(_ chunk: BundleIndex.Chunk, at offset: Int64, of file: FileReader) throws -> UnsafeRawBufferPointer {
        func fault(_ reason: String) -> StreamFault {
            StreamFault(offset: offset, reason: "damaged gzip member: \(reason)")
        }
        guard (Self.smallestMember...Self.largestMember).contains(chunk.compressed), chunk.content <= output.count
        else { throw fault("impossible size") }
        let room = UnsafeMutableRawBufferPointer(rebasing: input[..<chunk.compressed])
        guard try file.read(into: room, at: offset) == chunk.compressed else { throw fault("the file is truncated") }
        let member = UnsafeRawBufferPointer(room)
        guard member.prefix(GzipFrame.headerSize).elementsEqual(GzipFrame.header(memberSize: chunk.compressed)) else {
            throw fault("its header is not as it must be")
        }
        guard Inflater.crc32(member) == chunk.checksum else {
            throw fault("its bytes are not those that the index has")
        }
        let trailer = member[(member.count - GzipFrame.trailerSize)...]
        let body = UnsafeRawBufferPointer(
            rebasing: member[GzipFrame.headerSize..<(member.count - GzipFrame.trailerSize)])
        let content = UnsafeMutableRawBufferPointer(rebasing: output[..<chunk.content])
        guard LittleEndian.value(trailer.suffix(4)) == UInt64(chunk.content), inflater.inflate(body, into: content)
        else {
            throw fault("its data cannot be decompressed to \(chunk.content) bytes")
        }
        guard LittleEndian.value(trailer.prefix(4)) == UInt64(Inflater.crc32(UnsafeRawBufferPointer(content))) else {
            throw fault("wrong CRC-32")
        }
        return UnsafeRawBufferPointer(content)
    }
}
