import AirgapCore
import Templates
import Testing

/// Templates that would take all time, memory or stack end with an error instead.
struct TemplateLimitTests {
    static let hostile = [
        String(repeating: "(", count: 100_000), "{{ " + String(repeating: "(", count: 100_000),
        "{{ " + String(repeating: "[", count: 100_000), "{{ " + String(repeating: "-", count: 100_000) + "1 }}",
        "{{ " + String(repeating: "not ", count: 100_000) + "x }}",
        "{{ 1" + String(repeating: "+1", count: 100_000) + " }}",
        "{{ a" + String(repeating: ".a", count: 100_000) + " }}",
        "{{ a" + String(repeating: "|lower", count: 100_000) + " }}",
        "{{ 1" + String(repeating: " if 1 else 1", count: 100_000) + " }}",
        String(repeating: "{% if 1 %}", count: 100_000),
        String(repeating: "{% for x in 'ab' %}", count: 30) + "x"
            + String(repeating: "{% endfor %}", count: 30),
        "{{ list + list }}{% for a in big %}{% for b in big %}{% for c in big %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ d9 }}", "{{ v200 }}", "{{ ('a' | replace('', text)) | replace('', text) | replace('', text) }}",
        "{{ text | regex_replace('(a|aa)+$', 'x') }}", "{{ text | regex_replace('.*.*.*.*.*=', 'x') }}",
        "{{ text | regex_replace('', text) | regex_replace('', text) }}",
        "{{ 'x' | regex_replace('" + String(repeating: "(", count: 100_000) + "', '') }}",
        "{{ 9223372036854775807 + 1 }}", "{{ -9223372036854775807 - 2 }}", "{{ 4611686018427387904 * 4 }}",
        "{{ 99999999999999999999 }}", "{{ 'a'[-9223372036854775807:9223372036854775807] ~ list[9223372036854775807] }}",
        "{{ '\\x4' }}", "{{ '\\U0011ffff' }}", "{{ '\\ud800' }}", "{{", "{%", "{#", "{{ '", "{{ '\\", "{% raw", "{%-",
        "{{-",
    ]

    @Test(arguments: hostile.indices) func `an error, and no trap`(_ index: Int) throws {
        var values = ["list": "", "text": String(repeating: "a", count: 5000) + "b", "v0": "x"]
        for level in 1...200 { values["v\(level)"] = "{{ v\(level - 1) }}" }
        values["d0"] = String(repeating: "y", count: 1000)
        for level in 1...9 { values["d\(level)"] = String(repeating: "{{ d\(level - 1) }}", count: 10) }
        values["big"] = "{{ text.split('a') }}"
        #expect(throws: TemplateError.self) { try Variables(values).expand(Self.hostile[index] + "{{ nobody }}") }
    }

    @Test func `noise is never a trap`() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "if ", "for ", "in ", "endif", "endfor", "x", "'", "\"", "(",
            ")",
            "[", "]", "|", ".", "1", "default", " ", "\n", "raw", "endraw", "\\", "ü", ":", ",", "is ", "not ", "~",
            "{", "}",
        ]
        let variables = Variables(["x": "1"])
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...20, using: &random)).map { _ in pieces.randomElement() ?? "" }.joined()
            _ = try? variables.expand(text)
        }
    }
}
