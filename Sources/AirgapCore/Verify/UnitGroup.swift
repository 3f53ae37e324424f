/// Reads units of a bundle, as many at a time as it has decoders: the contents of two are hashed abreast.
struct UnitGroup: Sendable {
    /// What it reads, when no other group takes it before.
    let waiting: UnitQueue

    /// Reads until no unit waits.
    ///
    /// - Parameter decoders: at least one; nobody else's meanwhile.
    /// - Returns: what each unit gave, in the order in which they ended.
    /// - Throws: `FileError`, `CancellationError`, or what a consumer throws.
    func run(_ decoders: [ChunkDecoder]) throws -> [UnitPass.Result] {
        let batch = DigestBatch()
        var idle = decoders
        var readings: [UnitReading] = []
        var results: [UnitPass.Result] = []
        while true {
            while let decoder = idle.last, let pass = waiting.next() {
                idle.removeLast()
                readings.append(UnitReading(pass, decoder, batch))
            }
            if readings.isEmpty { return results }
            for place in readings.indices where !readings[place].isWaiting { try readings[place].step() }
            // What one unit has more than the other waits for the other's next bytes.
            if readings.count > 1 { batch.runPairs() } else { batch.run() }
            for place in readings.indices.reversed() where !readings[place].isWaiting {
                readings[place].settle()
                guard readings[place].isAtEnd else { continue }
                let ended = readings.remove(at: place)
                results.append(ended.result)
                idle.append(ended.decoder)
            }
        }
    }
}
