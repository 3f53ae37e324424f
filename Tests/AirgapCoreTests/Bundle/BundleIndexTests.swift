import AirgapCore
import TestSupport
import Testing

/// The index: what is written is read, and anything else is refused.
struct BundleIndexTests {
    private func index(files: Int) -> BundleIndex {
        var random = SeededRandom(seed: 1)
        var index = BundleIndex()
        for _ in 0..<(files / 3 + 1) {
            index.chunks.append(
                BundleIndex.Chunk(
                    compressed: random.below(1 << 20) + 30, content: random.below(1 << 20) + 1,
                    checksum: UInt32(truncatingIfNeeded: random.next())))
        }
        index.sizes = (0..<files).map { _ in Int64(random.below(1 << 40)) }
        return index
    }

    @Test(arguments: [0, 1, 1000, 30_000]) func `there and back, as good gzip`(_ files: Int) async throws {
        let index = index(files: files)
        let bytes = index.members(at: 1234)
        let footer = Array(bytes.suffix(BundleIndex.footerSize))
        #expect(BundleIndex.offset(inFooter: footer) == 1234)
        #expect(try BundleIndex(parsing: Array(bytes.dropLast(BundleIndex.footerSize))) == index)
        let content = try await CommandRunner.run("gzip", ["-dc"], input: bytes)
        #expect(content.status == 0)
        #expect(content.output.isEmpty)
    }

    /// Every flipped bit gives an error or another index: none is overlooked.
    @Test func `one form only`() throws {
        let index = index(files: 40)
        let bytes = Array(index.members(at: 99).dropLast(BundleIndex.footerSize))
        for position in bytes.indices {
            for bit in 0..<8 {
                var mutant = bytes
                mutant[position] ^= 1 << UInt8(bit)
                let read = try? BundleIndex(parsing: mutant)
                #expect(read != index)
            }
        }
        for count in bytes.indices {
            #expect(throws: BundleIndexError.self) { try BundleIndex(parsing: Array(bytes.prefix(count))) }
        }
        #expect(throws: BundleIndexError.self) { try BundleIndex(parsing: bytes + bytes) }
        #expect(throws: BundleIndexError.self) { try BundleIndex(parsing: bytes + [0]) }
    }

    @Test func `random bytes are no index`() {
        var random = SeededRandom(seed: 2)
        for _ in 0..<2000 {
            let bytes = random.bytes(random.below(200))
            #expect(throws: BundleIndexError.self) { try BundleIndex(parsing: bytes) }
            #expect(BundleIndex.offset(inFooter: random.bytes(BundleIndex.footerSize)) == nil)
        }
    }
}
