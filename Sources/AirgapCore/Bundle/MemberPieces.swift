/// Gives a member's bytes piece by piece, wherever the member stands in an indexed bundle.
///
/// Nothing of them is proved but the gzip members' own checksums: whoever takes them compares the member's digest.
package struct MemberPieces {
    /// Bytes of one piece, at most.
    private static let pieceSize = 128 << 10

    private let file: FileReader
    private let index: BundleIndex
    private let decoder: ChunkDecoder
    private var chunks: ArraySlice<Int>
    /// Where the next gzip member stands in the file.
    private var offset: Int64
    /// Where its content begins, in bytes of tar from the unit's beginning.
    private var position: Int64 = 0
    /// What is wanted, in the same bytes.
    private var wanted: Range<Int64>
    /// What is decompressed and not given yet.
    private var ready: ArraySlice<UInt8> = []

    init(_ file: FileReader, _ map: BundleMap, entry: Int, from start: Int64) throws {
        self.file = file
        index = map.index
        decoder = try ChunkDecoder()
        guard let unit = map.unit(of: entry) else {
            (chunks, offset, wanted) = ([], 0, 0..<0)
            return
        }
        let before = unit.entries.prefix { $0 < entry }.reduce(Int64(0)) { $0 + map.length($1) }
        let size = map.size(entry)
        let content = before + Int64(map.contents.header(of: map.contents.entries[entry], size: size).count)
        wanted = (content + min(max(start, 0), size))..<(content + size)
        chunks = Array(unit.chunks)[...]
        offset = unit.offset
    }

    /// The next bytes, at most 128 KiB; nil at the end.
    ///
    /// - Throws: `BundleReadError` for a damaged gzip member, `FileError`.
    package mutating func next() throws -> [UInt8]? {
        while ready.isEmpty {
            guard !wanted.isEmpty, let number = chunks.popFirst() else { return nil }
            try decode(index.chunks[number])
        }
        let piece = Array(ready.prefix(Self.pieceSize))
        ready = ready.dropFirst(piece.count)
        return piece
    }

    /// Makes what is wanted of a gzip member ready.
    private mutating func decode(_ chunk: BundleIndex.Chunk) throws {
        let end = position + Int64(chunk.content)
        defer {
            offset += Int64(chunk.compressed)
            position = end
        }
        guard end > wanted.lowerBound else { return }
        let last = min(end, wanted.upperBound)
        do {
            let content = try decoder.bytes(chunk, at: offset, of: file)
            ready = content[Int(wanted.lowerBound - position)..<Int(last - position)]
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(file.path, "\(fault)")
        }
        wanted = last..<wanted.upperBound
    }
}

extension BundleReader {
    /// Whether single members can be found.
    package var isIndexed: Bool { map != nil }

    /// A member's bytes from an offset on.
    ///
    /// - Parameters:
    ///   - entry: its number in the contents.
    ///   - offset: bytes to leave out.
    /// - Returns: gives the bytes in order.
    /// - Throws: `BundleReadError.noIndex`, `ArchiveError` when there is no memory.
    package func pieces(of entry: Int, from offset: Int64 = 0) throws -> MemberPieces {
        guard let map else { throw BundleReadError.noIndex(file.reader.path) }
        return try MemberPieces(file.reader, map, entry: entry, from: offset)
    }
}
