import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// rpm itself judges how versions compare.
struct RPMVersionTests {
    /// Texts that look like versions, with every kind of change between neighbours.
    private static func pairs() -> [(String, String)] {
        var random = SeededRandom(seed: 9)
        let parts = [
            "1", "10", "01", "0", "2", "a", "b", "rc1", "RC", "~", "^", ".", "_", "+", "9", "el9", "é", "20220101",
        ]
        func text() -> String {
            var text = ""
            for _ in 0...random.below(5) {
                text += parts[random.below(parts.count)]
                if random.below(2) == 0 { text += "." }
            }
            return text
        }
        return (0..<600).map { number in
            let first = text()
            switch number % 4 {
            case 0: return (first, first + parts[random.below(parts.count)])
            case 1: return (first, String(first.reversed()))
            default: return (first, text())
            }
        }
    }

    @Test func partsAsRpmComparesThem() async throws {
        let folder = try TemporaryFolder()
        let known = [
            ("1.0", "1.0"), ("1.0", "2.0"), ("2.0.1", "2.0.1a"), ("5.5p1", "5.5p10"), ("xyz10", "xyz10.1"),
            ("xyz.4", "8"),
            ("1.0~rc1", "1.0"), ("1.0^", "1.0"), ("1.0^20160101", "1.0.1"), ("1.0~rc1^git1", "1.0~rc1"),
            ("1.05", "1.5"), ("a", "1"), ("1.0^git1~pre", "1.0^git1"), ("000", "0"), ("1..2", "1.2"), ("^", "~"),
        ]
        let pairs = known + Self.pairs()
        let file = try folder.write(pairs.map { "\($0)\t\($1)\n" }.joined(), at: "pairs")
        let script =
            "%{lua:for line in io.lines('\(file.string)') do local a, b = string.match(line, '^(.*)\\t(.*)$'); "
            + "print(rpm.vercmp(a, b) .. '\\n') end}"
        let answers = try await PeerProgram.run("rpm", ["--eval", script]).split(separator: "\n").map { Int($0) }
        #expect(answers.count == pairs.count)
        for (pair, answer) in zip(pairs, answers) {
            #expect(RPMVersion.compareParts(pair.0, pair.1) == answer, "\(pair)")
            #expect(RPMVersion.compareParts(pair.1, pair.0) == answer.map { -$0 }, "\(pair)")
        }
    }

    @Test(arguments: [
        ("1-1", "1-2", -1), ("1", "1-2", 0), ("1-1", "1", 0), ("0:1-1", "1-1", 0), ("1:1-1", "2-1", 1),
        ("1:1-1", "2:0-1", -1), ("1.2-1", "1.10-1", -1), ("1-1.el9", "1-1.el9_1", -1), ("4294967295:1", "0:9", 1),
    ])
    func wholeVersions(_ left: String, _ right: String, _ answer: Int) {
        func version(_ text: String) -> RPMVersion {
            let parts = text.split(separator: ":")
            let words = parts[parts.count - 1].split(separator: "-").map(String.init)
            return RPMVersion(
                epoch: parts.count > 1 ? UInt32(parts[0]) : nil, version: words[0],
                release: words.count > 1 ? words[1] : nil)
        }
        #expect(version(left).compare(to: version(right)) == answer)
        #expect(version(right).compare(to: version(left)) == -answer)
    }
}
