import AirgapCore
import Templates
import Testing

/// The filling-in of texts; Tests/TemplatesTests has the language itself.
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
        ("{{ c }}", "unknown variable 'c', did you mean 'a'?"),
        ("{{ x }}", "the variables need each other: x -> y -> x (through x -> y)"),
        ("{{ z }}", "unknown variable 'q', did you mean 'a'? (through z)"),
        ("{{ a | shout }}", "unsupported: the filter 'shout'; known: bool, default,"),
        ("{% if a %}", "not a template: 'if' without 'endif'"),
        ("{% include a %}", "unsupported: the tag 'include'"),
        ("{{ a", "not a template: '{{' without '}}' in '{{ a'"),
    ])
    func `texts that cannot`(_ text: String, _ expected: String) {
        let error = #expect(throws: TemplateError.self) { try Self.variables.expand(text) }
        #expect(error?.description.hasPrefix(expected) ?? false, "\(error.map { "\($0)" } ?? "nothing")")
    }

    @Test func `growth is bounded`() {
        var values = ["v0": String(repeating: "x", count: 1000)]
        for level in 1..<30 { values["v\(level)"] = "{{ v\(level - 1) }}{{ v\(level - 1) }}" }
        let error = #expect(throws: TemplateError.self) { try Variables(values).expand("{{ v29 }}") }
        #expect(error?.cause == .tooLong(1 << 20))
    }

    @Test(arguments: [("amd64", "", "x86_64"), ("arm64", "-arm64", "aarch64")])
    func `built-in variables`(_ name: String, _ suffix: String, _ rpm: String) throws {
        let architecture = try #require(Architecture(anyName: name))
        let text = try Variables.builtIn(for: architecture).expand(
            "{{ image_arch }}{{ arch }} {{ ansible_architecture }}")
        #expect(text == "\(name)\(suffix) \(rpm)")
    }
}
