import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Streams that are hashed abreast give what swift-crypto and sha256sum give for each alone.
struct DigestBatchTests {
    /// Feeds messages in pieces of random lengths, some streams more at a time than others.
    private func digests(of messages: [[UInt8]], seed: UInt64) -> [Digest] {
        var random = SeededRandom(seed: seed)
        let streams = messages.map { _ in DigestStream() }
        let batch = DigestBatch()
        var given = messages.map { _ in 0 }
        while messages.indices.contains(where: { given[$0] < messages[$0].count }) {
            var pieces: [UnsafeMutableRawBufferPointer] = []
            for number in messages.indices.shuffled(using: &random) where random.below(4) > 0 {
                for _ in 0...random.below(3) {
                    let count = min(random.below(200), messages[number].count - given[number])
                    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
                    piece.copyBytes(from: messages[number][given[number]..<(given[number] + count)])
                    batch.add(UnsafeRawBufferPointer(piece), to: streams[number])
                    given[number] += count
                    pieces.append(piece)
                }
            }
            batch.run()
            pieces.forEach { $0.deallocate() }
        }
        #expect(streams.map(\.byteCount) == messages.map { Int64($0.count) })
        return streams.map { $0.digest() }
    }

    @Test func `every length up to three blocks and more`() {
        var random = SeededRandom(seed: 1)
        let messages = (0...260).map { random.bytes($0) }
        #expect(digests(of: messages, seed: 2) == messages.map { Digest(of: $0) })
    }

    @Test(arguments: 0..<20) func `streams of any lengths`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let messages = (0..<random.below(7)).map { _ in random.bytes(random.below(20_000)) }
        #expect(digests(of: messages, seed: seed) == messages.map { Digest(of: $0) })
    }

    @Test func `a digest on the way does not end the stream`() {
        let (stream, batch) = (DigestStream(), DigestBatch())
        let bytes = [UInt8](repeating: 7, count: 1000)
        for count in [0, 55, 9, 64, 128, 500] {
            let before = Int(stream.byteCount)
            bytes[..<count].withUnsafeBytes {
                batch.add($0, to: stream)
                batch.run()
            }
            #expect(stream.digest() == Digest(of: bytes[..<(before + count)]))
        }
    }

    @Test func `sha256sum says the same`() async throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 3)
        let messages = [3, 64, 1 << 20, 999_999].map { random.bytes($0) }
        for (number, found) in digests(of: messages, seed: 4).enumerated() {
            let file = folder.path.appending("\(number)")
            try AtomicFile.write(messages[number], to: file)
            #expect(try await PeerProgram.run("sha256sum", [file.string]).hasPrefix(found.hex))
        }
    }
}
