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

    @Test(arguments: ["2026-01-31T12:00:00Z", "1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z"])
    func `times`(_ text: String) throws {
        #expect(try #require(Timestamp(text)).description == text)
    }
}
