/// Reads one member of an indexed bundle alone, and proves it.
struct EntryPass: Sendable {
    let file: FileReader
    let map: BundleMap
    let entry: Int

    /// Reads the member.
    ///
    /// - Parameters:
    ///   - decoder: reads the gzip members that it stands in.
    ///   - consumer: gets the content.
    /// - Returns: what is wrong with it.
    /// - Throws: `FileError`, `CancellationError`, or what the consumer throws.
    func run(_ decoder: ChunkDecoder, _ consumer: (any MemberConsumer)?) throws -> [Finding] {
        guard var unit = map.unit(of: entry) else { return [] }
        var skipped = unit.entries.prefix { $0 < entry }.reduce(Int64(0)) { $0 + map.length($1) }
        unit.entries = entry..<(entry + 1)
        unit.isLast = false
        var left = map.length(entry)
        var offset = unit.offset
        let batch = DigestBatch()
        var walker = UnitWalker(map, unit, [.digest], batch, consumer)
        for chunk in map.index.chunks[unit.chunks] where left > 0 {
            defer { offset += Int64(chunk.compressed) }
            guard skipped < Int64(chunk.content) else {
                skipped -= Int64(chunk.content)
                continue
            }
            try Task.checkCancellation()
            let count = Int(min(left, Int64(chunk.content) - skipped))
            do {
                let wanted = Int(skipped)..<(Int(skipped) + count)
                var place = 0
                try decoder.decode(chunk, at: offset, of: file) { piece in
                    let own = wanted.clamped(to: place..<(place + piece.count))
                    try walker.take(
                        UnsafeRawBufferPointer(rebasing: piece[(own.lowerBound - place)..<(own.upperBound - place)]))
                    place += piece.count
                }
            } catch let fault as StreamFault {
                try walker.skip(count, "cannot be read: \(fault)")
            }
            batch.run()
            left -= Int64(count)
            skipped = 0
        }
        walker.settle()
        return walker.findings.all
    }
}
