import AirgapCore
import TestSupport
import Testing

/// gzip judges what is compressed.
struct GzipTests {
    @Test(arguments: [0, 1, 65_535, 65_536, 1_000_000])
    func gzipReadsIt(_ count: Int) async throws {
        var random = UInt32(count)
        let bytes = (0..<count).map { _ in
            random = random &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: random >> 24) & 0x3F
        }
        let compressed = try Gzip.compress(bytes)
        #expect(try Gzip.compress(bytes) == compressed)
        let outcome = try await CommandRunner.run("gzip", ["-dc"], input: compressed)
        #expect(outcome.status == 0)
        #expect(outcome.output == bytes)
    }
}
