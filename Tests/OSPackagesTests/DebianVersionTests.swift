import AirgapCore
import TestSupport
import Testing

@testable import OSPackages

/// dpkg judges the order of versions.
struct DebianVersionTests {
    private static let pieces = [
        "0", "00", "1", "01", "9", "10", "123456789012345678901234567890", "a", "b", "Z", "rc", "+", ".", "~", "~~",
        "-",
        "dfsg", "deb12u1", "+b1", "~bpo12", "2.36", "-1", "-0",
    ]

    /// Versions that dpkg accepts: they begin with a digit, and the revision is not empty.
    private static func version(_ random: inout SeededRandom) -> String {
        var text = ["0", "1", "2", "10"][random.below(4)]
        for _ in 0..<random.below(5) { text += pieces[random.below(pieces.count)] }
        let epoch = random.below(4) == 0 ? "\(random.below(3)):" : ""
        return epoch + text + (text.hasSuffix("-") ? "1" : "")
    }

    private static func pairs() -> [(String, String)] {
        var random = SeededRandom(seed: 7)
        var result = [
            ("1.0", "1.0-0"), ("1.0", "0:1.0"), ("1.0~rc1", "1.0"), ("1.0~~", "1.0~"), ("1.2+b1", "1.2"),
            ("2:1", "10:0"), ("1.0-1", "1.0-01"), ("1a", "1+"), ("1.", "1.0"), ("1-1-1", "1-1.1"),
        ]
        for _ in 0..<600 { result.append((version(&random), version(&random))) }
        return result
    }

    @Test func orderEqualsDpkg() async throws {
        let script = """
            while read -r a b; do
                if dpkg --compare-versions "$a" lt "$b"; then echo "<"
                elif dpkg --compare-versions "$a" gt "$b"; then echo ">"; else echo "="; fi
            done
            """
        let pairs = Self.pairs()
        let input = pairs.map { "\($0) \($1)\n" }.joined()
        let outcome = try await CommandRunner.run("sh", ["-c", script], input: Array(input.utf8))
        let expected = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
        let found = pairs.map { pair in
            let comparison = DebianVersion.compare(pair.0, pair.1)
            return comparison < 0 ? "<" : comparison > 0 ? ">" : "="
        }
        try #require(expected.count == pairs.count)
        for (position, pair) in pairs.enumerated() where found[position] != expected[position] {
            Issue.record("\(pair.0) \(found[position]) \(pair.1), dpkg says \(expected[position])")
        }
    }

    @Test(arguments: ["", ":", "-", "~", ":::", "1:", "-1", "\u{0}", "é"])
    func anyTextHasAPlace(_ text: String) {
        #expect(DebianVersion.compare(text, text) == 0)
        #expect((DebianVersion.compare(text, "1:1") < 0) == (DebianVersion.compare("1:1", text) > 0))
    }

    @Test(arguments: [
        ("1.4.6*", "1.4.6-1", true), ("1.4.6*", "1.4.7-1", false), ("1.4.6", "1.4.6", true), ("*", "", true),
        ("1:2.?", "1:2.3", true), ("2.3", "1:2.3", false), ("*-1", "1.0-1-1", true), ("*a*b*", "xxaxxbx", true),
        ("a*b", "ac", false),
    ])
    func patterns(_ pattern: String, _ version: String, _ matches: Bool) {
        #expect(VersionPattern(pattern).matches(version) == matches)
    }
}
