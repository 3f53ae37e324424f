import AirgapCore
import Testing

/// The filling-in of `{{ name }}`.
struct VariablesTests {
    static let variables = Variables(["a": "1", "b": "{{ a }}{{a}}", "x": "{{ y }}", "y": "{{ x }}", "z": "{{ q }}"])

    @Test(arguments: [
        ("plain", "plain"), ("{{ a }}", "1"), ("-{{b}}-", "-11-"), ("{ a }", "{ a }"), ("${a}", "${a}"), ("{", "{"),
        ("$http_host; }", "$http_host; }"), ("{{ a }}}", "1}"),
    ])
    func `texts that can be filled in`(_ text: String, _ expected: String) throws {
        #expect(try Self.variables.expand(text) == expected)
    }

    @Test(arguments: [
        ("{{ c }}", VariableError.unknown("c", near: "a", chain: [])), ("{{ x }}", .cycle(["x", "y", "x"])),
        ("{{ z }}", .unknown("q", near: "a", chain: ["z"])), ("{{ a | lower }}", .unsupported("{{ a|lower }}")),
        ("{% if a %}", .unsupported("{% if a %}")), ("{# c #}", .unsupported("{# c #}")), ("{{ a", .unclosed("{{ a")),
    ])
    func `texts that cannot`(_ text: String, _ expected: VariableError) {
        #expect(throws: expected) { try Self.variables.expand(text) }
    }

    @Test func `growth is bounded`() {
        var values = ["v0": String(repeating: "x", count: 1000)]
        for level in 1..<30 { values["v\(level)"] = "{{ v\(level - 1) }}{{ v\(level - 1) }}" }
        #expect(throws: VariableError.tooLong) { try Variables(values).expand("{{ v29 }}") }
    }

    @Test(arguments: [("amd64", "", "x86_64"), ("arm64", "-arm64", "aarch64")])
    func `built-in variables`(_ name: String, _ suffix: String, _ rpm: String) throws {
        let architecture = try #require(Architecture(anyName: name))
        let text = try Variables.builtIn(for: architecture).expand(
            "{{ image_arch }}{{ arch }} {{ ansible_architecture }}")
        #expect(text == "\(name)\(suffix) \(rpm)")
    }
}
