import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Values that cannot be wrong once they exist.
struct ValueTests {
    @Test func `a digest equals sha256sum's`() async throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let file = try folder.write(bytes, at: "x")
        let outcome = try await CommandRunner.run("sha256sum", [file.string])
        let text = String(decoding: outcome.output.prefix(64), as: UTF8.self)
        #expect(Digest(of: bytes) == (try Digest(hex: text)))
        #expect(Digest(of: bytes).description == "sha256:" + text)
        #expect(try Digest("sha256:" + text).hex == text)
    }

    @Test(arguments: [
        "", "sha256", "sha256:", "sha512:" + String(repeating: "a", count: 128),
        "sha256:" + String(repeating: "A", count: 64),
        "sha256:" + String(repeating: "a", count: 63), "sha256:../" + String(repeating: "a", count: 61),
        "SHA256:" + String(repeating: "a", count: 64), "sha256:" + String(repeating: "é", count: 32),
    ])
    func `texts that are no digest`(_ text: String) {
        #expect(throws: DigestError.self) { try Digest(text) }
    }

    @Test(arguments: ["a", "a/b", "ä/ü", "a b", "..a", "a..", ".hidden", "~", "a:b"])
    func `relative paths`(_ text: String) throws {
        #expect(try RelativePath(text).description == text)
    }

    @Test(arguments: [
        ("", RelativePathError.empty), ("/a", .absolute("/a")), ("a//b", .emptyComponent("a//b")),
        ("a/", .emptyComponent("a/")), ("a/../b", .dotComponent("a/../b")), ("./a", .dotComponent("./a")),
        ("..", .dotComponent("..")), ("a\\b", .forbiddenCharacter("a\\b")), ("a\nb", .forbiddenCharacter("a\nb")),
        ("a\0b", .forbiddenCharacter("a\0b")),
    ])
    func `paths that lead elsewhere`(_ text: String, _ expected: RelativePathError) {
        #expect(throws: expected) { try RelativePath(text) }
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (9994, "9.99 kB"), (9996, "10.0 kB"), (99_949, "99.9 kB"),
        (99_951, "100 kB"), (999_499, "999 kB"), (999_500, "1.00 MB"), (1_234_567_890, "1.23 GB"),
    ])
    func `byte counts`(_ bytes: Int64, _ expected: String) {
        #expect(ByteCount(bytes).description == expected)
    }

    @Test func `hostile text is harmless in a message`() {
        #expect("\(Quoted("a\u{1B}[2Jb\n\u{202E}"))" == "'a\\u{1b}[2Jb\\u{a}\\u{202e}'")
        #expect("\(Quoted(String(repeating: "x", count: 5000)))".count < 210)
    }

    /// A day of each month of two thousand years, at some time of the day, and the ends of years and centuries.
    @Test func `times equal those of date`() async throws {
        let ends: [Int64] = [-1, 0, 951_782_399, 951_868_800, 2_147_483_648, 4_107_542_399, 253_402_300_799]
        let seconds = ends + (0..<27_000).map { -30_000_000_000 + Int64($0) * 2_343_333 }
        let input = seconds.map { "@\($0)\n" }.joined()
        let output = try await PeerProgram.bytes(
            "date", ["-u", "-f", "-", "+%Y-%m-%dT%H:%M:%SZ"], input: Array(input.utf8))
        let texts = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(seconds.map { Timestamp(seconds: $0).description } == texts)
        #expect(texts.map { Timestamp($0)?.seconds } == seconds)
    }

    @Test(arguments: [
        "", "2026-02-29T00:00:00Z", "2026-01-32T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "2026-01-31t12:00:00z", "2026-01-31 12:00:00Z",
        "2026-01-31T12:00:00", "2026-01-31T12:00Z+001", "2026-1-031T12:00:00Z", "+026-01-31T12:00:00Z",
        "2026-01-31T12:00:0\u{660}", "2026/01/31T12:00:00Z", "20260131T12000000000",
    ])
    func `texts that are no time`(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [Int64.min, .max]) func `times that no calendar has`(_ seconds: Int64) {
        #expect(Timestamp(seconds: seconds).description.hasSuffix("Z"))
    }
}
