import AirgapCore
import TestSupport
import Testing

@testable import OSPackages

struct ControlParagraphTests {
    @Test func readsParagraphs() throws {
        let text = "# c\nTypes: deb \nURIs:\n a\n  b\n# inside\n .\n\n \nSuites:x\r\nsuites: y"
        let paragraphs = try ControlParagraph.parse(Array(text.utf8), comments: true)
        #expect(paragraphs.count == 2)
        #expect(paragraphs[0]["types"] == "deb")
        #expect(paragraphs[0]["URIs"] == "\na\n b\n.")
        #expect(paragraphs[0].words("URIs") == ["a", "b", "."])
        #expect(paragraphs[1]["Suites"] == "x")
    }

    @Test(arguments: ["a line", ": x", " continues nothing", "é: x", "A: b\n\n c"])
    func refuses(_ text: String) {
        #expect(throws: ControlError.self) { try ControlParagraph.parse(Array(text.utf8)) }
    }

    @Test func nothingTraps() {
        var random = SeededRandom(seed: 3)
        let pieces = [
            "Package: a\n", "SHA256:\n", " 0 1 x\n", "\n", ":", "-1 ", "Size: 99999999999999999999\n", "\u{0}", "é",
            "Date: Sat, 09 Aug 2025 09:23:32 UTC\n", "Version: 1\n", " ", "Depends: a | , (", "Filename: ../x\n",
            "Architecture: all\n",
        ]
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<random.below(12) { text += pieces[random.below(pieces.count)] }
            let bytes = Array(text.utf8)
            _ = try? ControlParagraph.parse(bytes)
            _ = try? ReleaseFile(parsing: bytes)
            _ = try? RelationParser.groups(in: bytes)
            _ = try? DebControl(bytes)
            _ = try? Keyring(bytes)
            _ = AptSourcesParser.deb822(bytes, file: "x")
            _ = AptSourcesParser.list(text, file: "x")
            _ = try? TextIndex.make(text)
            _ = try? DebArchive.control(inPrefix: bytes, of: Int64(bytes.count))
            _ = try? DebArchive.control(inPrefix: Array("!<arch>\n".utf8) + bytes, of: 1 << 40)
            _ = SignatureStatus(bytes)
        }
    }

    @Test(arguments: [
        "Sat, 09 Aug 2025 09:23:32 UTC", "Thu, 29 Feb 2024 00:00:00 UTC", "Thu, 01 Jan 1970 00:00:00 UTC",
    ])
    func dates(_ text: String) async throws {
        let time = try #require(ReleaseDate.parse(text))
        #expect(ReleaseDate.text(of: time) == text)
        let outcome = try await CommandRunner.run("date", ["-u", "-d", text, "+%s"])
        #expect(String(decoding: outcome.output, as: UTF8.self) == "\(time.seconds)\n")
    }

    @Test(arguments: ["", "Sat, 9", "Sat, 99 Aug 2025 09:23:32 UTC", "Sat, 09 Aug 2025 09:23:32 CET", "a b c d e f"])
    func badDates(_ text: String) {
        #expect(ReleaseDate.parse(text) == nil)
    }
}
