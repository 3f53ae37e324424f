/// Finds the places where a member of the archive and a gzip member begin together.
struct UnitCutter {
    private let index: BundleIndex
    private var units: [BundleMap.Unit] = []
    /// The next gzip member, with its places in file and archive.
    private var chunk = 0
    private var fileOffset: Int64 = 0
    private var chunkStart: Int64 = 0
    /// Where the next member of the archive begins.
    private var position: Int64 = 0
    private var entry = 0

    init(_ index: BundleIndex) {
        self.index = index
    }

    /// The next member of the archive, with header and padding.
    mutating func add(_ length: Int64) throws(StreamFault) {
        while chunkStart < position { try nextChunk() }
        if chunkStart == position { begin() }
        entry += 1
        units[units.count - 1].entries = units[units.count - 1].entries.lowerBound..<entry
        let (sum, overflow) = position.addingReportingOverflow(length)
        guard !overflow else { throw StreamFault(offset: nil, reason: "impossible sizes") }
        position = sum
    }

    /// Two zero blocks end the archive; nothing follows.
    mutating func finish() throws(StreamFault) -> [BundleMap.Unit] {
        let end = position.addingReportingOverflow(1024)
        while chunk < index.chunks.count { try nextChunk() }
        guard !end.overflow, chunkStart == end.partialValue, !units.isEmpty else {
            let text = "the gzip members hold \(chunkStart) bytes of archive, the files need \(end.partialValue)"
            throw StreamFault(offset: nil, reason: text)
        }
        units[units.count - 1].isLast = true
        return units
    }

    private mutating func begin() {
        units.append(
            BundleMap.Unit(chunks: chunk..<chunk, entries: entry..<entry, offset: fileOffset, compressed: 0))
    }

    private mutating func nextChunk() throws(StreamFault) {
        guard chunk < index.chunks.count, !units.isEmpty else {
            throw StreamFault(offset: fileOffset, reason: "the index ends before the files do")
        }
        let next = index.chunks[chunk]
        chunk += 1
        fileOffset += Int64(next.compressed)
        chunkStart += Int64(next.content)
        units[units.count - 1].chunks = units[units.count - 1].chunks.lowerBound..<chunk
        units[units.count - 1].compressed += Int64(next.compressed)
    }
}
