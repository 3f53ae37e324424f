/// Reads single gzip members of a bundle and proves each of them: framing, both checksums, sizes.
///
/// `@unchecked Sendable`: a decoder, and those that share its input, have one owner at a time. The pass gives them to one
/// task, and gets them back with the task's result.
final class ChunkDecoder: @unchecked Sendable {
    /// More than any member that holds 1 MiB in stored blocks.
    static let largestMember = GzipFrame.chunkSize + 4096
    /// Framing and an empty block.
    static let smallestMember = GzipFrame.headerSize + 2 + GzipFrame.trailerSize

    private let input: ChunkInput
    /// What a compressed member holds, or a stored member itself: both stay until the next one is read.
    private let own = UnsafeMutableRawBufferPointer.allocate(byteCount: largestMember, alignment: 4096)
    private let inflater: Inflater

    /// - Parameter input: nobody else's while this decoder works.
    /// - Throws: `ArchiveError` when there is no memory.
    init(_ input: ChunkInput = ChunkInput()) throws(ArchiveError) {
        self.input = input
        do throws(ArchiveError) {
            inflater = try Inflater()
        } catch {
            own.deallocate()
            throw error
        }
    }

    deinit { own.deallocate() }

    /// Reads and decompresses a member.
    ///
    /// - Parameters:
    ///   - chunk: what the index says of it.
    ///   - offset: where it begins in the file.
    ///   - file: the bundle.
    ///   - body: gets the tar bytes in it when they are proved, in pieces that are valid during the call only.
    /// - Throws: `StreamFault` for a damaged member, `FileError`, or what the body throws.
    func decode(
        _ chunk: BundleIndex.Chunk, at offset: Int64, of file: FileReader,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let member: UnsafeRawBufferPointer
        let content: Content
        do throws(Damage) {
            member = try read(chunk, at: offset, of: file)
            content = try open(member, chunk)
        } catch {
            switch error {
            case .file(let error): throw error
            case .reason(let reason):
                throw StreamFault(offset: offset, reason: "damaged gzip member: \(reason)")
            }
        }
        switch content {
        case .whole(let bytes): try body(bytes)
        case .stored(let blocks): try blocks.forEach { try body($1) }
        }
    }

    /// As `decode`, with a copy of the bytes.
    func bytes(_ chunk: BundleIndex.Chunk, at offset: Int64, of file: FileReader) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(min(max(chunk.content, 0), GzipFrame.chunkSize))
        try decode(chunk, at: offset, of: file) { result.append(contentsOf: $0) }
        return result
    }

    /// What a proved member holds.
    private enum Content {
        case whole(UnsafeRawBufferPointer)
        case stored(StoredBlocks)
    }

    private enum Damage: Error {
        case file(FileError)
        case reason(String)
    }

    private func read(
        _ chunk: BundleIndex.Chunk, at offset: Int64, of file: FileReader
    ) throws(Damage) -> UnsafeRawBufferPointer {
        guard (Self.smallestMember...Self.largestMember).contains(chunk.compressed),
            chunk.content <= GzipFrame.chunkSize
        else { throw .reason("impossible size") }
        let buffer = Self.mayBeStored(chunk) ? own : input.room
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<chunk.compressed])
        let count: Int
        do throws(FileError) {
            count = try file.read(into: room, at: offset)
        } catch {
            throw .file(error)
        }
        guard count == chunk.compressed else { throw .reason("the file is truncated") }
        guard room.prefix(GzipFrame.headerSize).elementsEqual(GzipFrame.header(memberSize: chunk.compressed)) else {
            throw .reason("its header is not as it must be")
        }
        return UnsafeRawBufferPointer(room)
    }

    private func open(_ member: UnsafeRawBufferPointer, _ chunk: BundleIndex.Chunk) throws(Damage) -> Content {
        let trailer = Array(member[(member.count - GzipFrame.trailerSize)...])
        let body = UnsafeRawBufferPointer(
            rebasing: member[GzipFrame.headerSize..<(member.count - GzipFrame.trailerSize)])
        let blocks = StoredBlocks(body, size: chunk.content)
        let sums = blocks.map { Self.checksums(member, $0) }
        guard (sums?.member ?? CRC32(member)).value == chunk.checksum else {
            throw .reason("its bytes are not those that the index has")
        }
        guard LittleEndian.value(trailer.suffix(4)) == UInt64(chunk.content), blocks != nil || inflate(body, chunk)
        else { throw .reason("its data cannot be decompressed to \(chunk.content) bytes") }
        let content = UnsafeRawBufferPointer(rebasing: own[..<chunk.content])
        let found = sums?.content ?? CRC32(content)
        guard LittleEndian.value(trailer.prefix(4)) == UInt64(found.value) else { throw .reason("wrong CRC-32") }
        return blocks.map { .stored($0) } ?? .whole(content)
    }

    /// Whether a member is as long as its content at least, as stored blocks are.
    private static func mayBeStored(_ chunk: BundleIndex.Chunk) -> Bool { chunk.compressed >= chunk.content }

    /// Decompresses into the own room; what stands there itself is decompressed into the other one first.
    private func inflate(_ body: UnsafeRawBufferPointer, _ chunk: BundleIndex.Chunk) -> Bool {
        let content = UnsafeMutableRawBufferPointer(rebasing: own[..<chunk.content])
        guard Self.mayBeStored(chunk) else { return inflater.inflate(body, into: content) }
        let other = UnsafeMutableRawBufferPointer(rebasing: input.room[..<chunk.content])
        guard inflater.inflate(body, into: other) else { return false }
        content.copyMemory(from: UnsafeRawBufferPointer(other))
        return true
    }

    /// Both checksums of a stored member, with each byte of content looked at once.
    private static func checksums(
        _ bytes: UnsafeRawBufferPointer, _ blocks: StoredBlocks
    ) -> (member: CRC32, content: CRC32) {
        var member = CRC32(UnsafeRawBufferPointer(rebasing: bytes[..<GzipFrame.headerSize]))
        var content = CRC32()
        var shift = (count: 0, factor: CRC32.shift(by: 0))
        blocks.forEach { header, piece in
            if shift.count != piece.count { shift = (piece.count, CRC32.shift(by: piece.count)) }
            let own = CRC32(piece)
            content.append(own, shift.factor)
            member.add(header)
            member.append(own, shift.factor)
        }
        member.add(UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - GzipFrame.trailerSize)...]))
        return (member, content)
    }
}
