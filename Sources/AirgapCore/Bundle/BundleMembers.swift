/// Random access to the members of an indexed bundle: which bytes of the file, or of a gzip member, are theirs.
///
/// The index is not proved by this: gzip members have their checksums, what stands in the file as it is has none but the
/// member's digest, which whoever gets the bytes compares.
package struct BundleMembers: Sendable {
    /// A run of bytes of a member inside one gzip member.
    package struct Place: Sendable, Equatable {
        /// Number of the gzip member.
        package let chunk: Int
        /// Where the run begins in its decompressed bytes.
        package let offset: Int
        /// Bytes.
        package let count: Int
    }

    /// Bytes of a gzip member that stand in the file uncompressed (RFC 1951, section 3.2.4).
    package struct StoredBlock: Sendable, Equatable {
        /// Where they begin in the file.
        package let fileOffset: Int64
        /// Where they begin in the decompressed bytes.
        package let offset: Int
        /// Bytes.
        package let count: Int
    }

    /// The bundle.
    package let file: FileReader
    /// What the index says of each gzip member.
    let chunks: [BundleIndex.Chunk]
    /// Where each gzip member begins in the file.
    let fileOffsets: [Int64]
    /// Where each gzip member begins in the archive.
    private let archiveOffsets: [Int64]
    /// Where each member's content begins in the archive.
    private let contents: [Int64]
    private let sizes: [Int64]

    /// - Parameter reader: the bundle.
    /// - Throws: `BundleReadError.noIndex`.
    package init(_ reader: BundleReader) throws(BundleReadError) {
        guard let map = reader.map else { throw .noIndex(reader.file.reader.path) }
        file = reader.file.reader
        chunks = map.index.chunks
        sizes = map.index.sizes
        var offset: Int64 = 0
        var position: Int64 = 0
        var fileOffsets: [Int64] = []
        var archiveOffsets: [Int64] = []
        for chunk in chunks {
            fileOffsets.append(offset)
            archiveOffsets.append(position)
            offset += Int64(chunk.compressed)
            position += Int64(chunk.content)
        }
        var contents: [Int64] = []
        position = 0
        for number in map.contents.entries.indices {
            let length = map.length(number)
            let size = map.size(number)
            contents.append(position + length - size - Int64(CanonicalHeader.padding(after: size)))
            position += length
        }
        self.fileOffsets = fileOffsets
        self.archiveOffsets = archiveOffsets
        self.contents = contents
    }

    /// Where a member's bytes are from an offset on, as far as one gzip member has them.
    ///
    /// - Parameters:
    ///   - offset: below the member's size.
    ///   - member: its number.
    /// - Returns: nil outside of the member.
    package func place(at offset: Int64, of member: Int) -> Place? {
        guard contents.indices.contains(member), (0..<sizes[member]).contains(offset) else { return nil }
        let position = contents[member] + offset
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if archiveOffsets[middle] <= position { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let start = Int(position - archiveOffsets[low - 1])
        let count = min(sizes[member] - offset, Int64(chunks[low - 1].content - start))
        return count > 0 ? Place(chunk: low - 1, offset: start, count: Int(count)) : nil
    }

    /// The blocks of a gzip member that is not compressed; nil for one that is, even in part.
    ///
    /// - Throws: `FileError`.
    package func storedBlocks(of chunk: Int) throws(FileError) -> [StoredBlock]? {
        let (begin, info) = (fileOffsets[chunk], chunks[chunk])
        // Five bytes a block are all that storing costs: what is smaller was compressed.
        guard info.compressed >= info.content + GzipFrame.headerSize + GzipFrame.trailerSize else { return nil }
        let end = begin + Int64(info.compressed - GzipFrame.trailerSize)
        var offset = begin + Int64(GzipFrame.headerSize)
        var blocks: [StoredBlock] = []
        var content = 0
        while offset + 5 <= end {
            let head = try file.read(upTo: 5, at: offset)
            guard head.count == 5, head[0] & 6 == 0 else { return nil }
            let count = Int(head[1]) | Int(head[2]) << 8
            guard count == 0xFFFF ^ (Int(head[3]) | Int(head[4]) << 8), offset + 5 + Int64(count) <= end else {
                return nil
            }
            if count > 0 { blocks.append(StoredBlock(fileOffset: offset + 5, offset: content, count: count)) }
            content += count
            offset += 5 + Int64(count)
            if head[0] & 1 == 1 { break }
        }
        return content == info.content && offset == end ? blocks : nil
    }
}
