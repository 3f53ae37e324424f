/// Reads one unit of a bundle with a decoder.
struct UnitPass: Sendable {
    /// What came out, and the decoder for the next unit.
    struct Result: Sendable {
        let unit: Int
        let members: [VerifiedMember]
        let findings: [Finding]
        let decoder: ChunkDecoder
    }

    let file: FileReader
    let map: BundleMap
    let number: Int
    let interests: [MemberInterest]
    let progress: any ProgressReporter
    var consumer: (any MemberConsumer)?

    /// Reads the unit; a gzip member that is damaged is passed over.
    ///
    /// - Throws: `FileError`, `CancellationError`, or what the consumer throws.
    func run(_ decoder: ChunkDecoder) throws -> Result {
        let unit = map.units[number]
        var walker = UnitWalker(map, unit, interests, consumer)
        var offset = unit.offset
        for chunk in map.index.chunks[unit.chunks] {
            try Task.checkCancellation()
            do {
                try decoder.decode(chunk, at: offset, of: file) { try walker.take($0) }
            } catch let fault as StreamFault {
                try walker.skip(chunk.content, "cannot be read: \(fault)")
            }
            offset += Int64(chunk.compressed)
            progress.report(.advanced(stage: "verify", bytes: Int64(chunk.compressed)))
        }
        return Result(unit: number, members: walker.members, findings: walker.findings.all, decoder: decoder)
    }
}
