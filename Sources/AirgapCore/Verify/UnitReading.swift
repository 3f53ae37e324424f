/// A unit that is being read, gzip member by gzip member.
struct UnitReading {
    /// Bytes of it that the system is asked to have ready.
    private static let ahead: Int64 = 64 << 20

    let decoder: ChunkDecoder
    private let pass: UnitPass
    private var walker: UnitWalker
    private var chunks: ArraySlice<BundleIndex.Chunk>
    /// Where the next gzip member begins in the file.
    private var offset: Int64

    /// - Parameters:
    ///   - pass: what is read.
    ///   - decoder: nobody else's meanwhile.
    ///   - batch: hashes the contents.
    init(_ pass: UnitPass, _ decoder: ChunkDecoder, _ batch: DigestBatch) {
        let unit = pass.map.units[pass.number]
        self.pass = pass
        self.decoder = decoder
        walker = UnitWalker(pass.map, unit, pass.interests, batch, pass.consumer)
        chunks = pass.map.index.chunks[unit.chunks]
        offset = unit.offset
        pass.file.expectReading(min(unit.compressed, Self.ahead), at: unit.offset)
    }

    /// Whether bytes of the last step are not hashed yet.
    var isWaiting: Bool { walker.isWaiting }

    var isAtEnd: Bool { chunks.isEmpty }

    /// What came out, at the end.
    var result: UnitPass.Result {
        UnitPass.Result(unit: pass.number, members: walker.members, findings: walker.findings.all)
    }

    /// Reads the next gzip member, when nothing waits; what it holds stays in the decoder until the next call.
    ///
    /// - Throws: `FileError`, `CancellationError`, or what the consumer throws.
    mutating func step() throws {
        guard let chunk = chunks.popFirst() else { return }
        try Task.checkCancellation()
        do {
            try decoder.decode(chunk, at: offset, of: pass.file) { try walker.take($0) }
        } catch let fault as StreamFault {
            try walker.skip(chunk.content, "cannot be read: \(fault)")
        }
        offset += Int64(chunk.compressed)
        pass.progress.report(.advanced(stage: "verify", bytes: Int64(chunk.compressed)))
    }

    /// Judges the members that have ended, when nothing waits.
    mutating func settle() { walker.settle() }
}
