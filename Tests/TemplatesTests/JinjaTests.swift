import AirgapCore
import FoundationEssentials
import SystemPackage
import Templates
import TestSupport
import Testing

/// The engine against jinja2 itself, set up as Ansible sets it up.
struct JinjaTests {
    @Test func `expressions give what jinja2 gives`() async throws {
        let lines = try JinjaJudge.fixture("expressions.txt").split(separator: "\n").map(String.init)
        #expect(lines.count > 400)
        // White space and brackets around an expression change nothing.
        try await JinjaJudge.compare(lines.map { "{{ \($0) }}" } + lines.map { "<{{\($0)}}>" })
    }

    @Test func `expressions decide as they do in jinja2`() async throws {
        let lines = try JinjaJudge.fixture("expressions.txt").split(separator: "\n").map(String.init)
        try await JinjaJudge.compare(lines.map { "{% if \($0) %}true{% else %}false{% endif %}" })
    }

    @Test(arguments: [true, false]) func `templates give what jinja2 gives`(_ trims: Bool) async throws {
        let templates = try JinjaJudge.fixture("templates.txt").components(separatedBy: "\n----\n")
        #expect(templates.count > 100)
        try await JinjaJudge.compare(templates, trimsBlocks: trims)
        // The same with the line ends of another system.
        try await JinjaJudge.compare(templates.map { $0.replacing("\n", with: "\r\n") }, trimsBlocks: trims)
    }

    /// Random patterns and texts of few letters, so that every combination comes up.
    @Test func `patterns replace what python's re replaces`() async throws {
        var random = SeededRandom(seed: 7)
        let atoms = [
            "a", "b", ".", "[ab]", "[^a]", "(a)", "(a|b)", "(?:ab)", "\\w", "\\d", "\\b", "^", "$", "(b+)", "a-",
        ]
        let signs = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?"]
        let templates = (0..<3000).map { _ in
            let pattern = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (atoms.randomElement(using: &random) ?? "") + (signs.randomElement(using: &random) ?? "")
            }.joined()
            let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                ["a", "b", "-", "1", "\\n"].randomElement(using: &random) ?? ""
            }.joined()
            let escaped = pattern.replacing("\\", with: "\\\\")
            let replacement = ["<\\\\g<0>>", "x", "[\\\\1]", ""].randomElement(using: &random) ?? ""
            return "{{ '\(text)' | regex_replace('\(escaped)', '\(replacement)') }}"
        }
        let refused = try await JinjaJudge.compare(templates, allowsUnsupported: true)
        #expect(refused < templates.count / 3, "\(refused) of \(templates.count)")
    }

    @Test func `versions compare as they do in python`() async throws {
        var random = SeededRandom(seed: 5)
        let parts = ["0", "1", "2", "10", "01", "v", "rc", "a", "-", "+", ".", ".", ".", "1.31", "..", "ü"]
        func version() -> String {
            (0..<Int.random(in: 1...5, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        }
        let templates = (0..<2000).map { _ in
            "{{ '\(version())' is version('\(version())', '\(["<", "==", ">="].randomElement(using: &random) ?? "")') }}"
        }
        try await JinjaJudge.compare(templates)
    }

    @Test func `random expressions never differ`() async throws {
        var random = SeededRandom(seed: 11)
        let templates = (0..<3000).map { _ in "{{ \(RandomExpression.make(depth: 3, using: &random)) }}" }
        let refused = try await JinjaJudge.compare(templates, allowsUnsupported: true)
        #expect(refused < templates.count / 2, "\(refused) of \(templates.count)")
    }
}
