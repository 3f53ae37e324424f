import AirgapCore
import Templates
import Testing

/// Errors say where they are, and which variables led there.
struct TemplateErrorTests {
    static let yaml = """
        base: "{{ host }}/x"
        host: "{{ hots }}"
        block: |
          first
          {{ nobody }}
        plain: a {{ 1 + 'x' }}
        self: "{{ self }}"
        map:
          key: "{{ map.nope }}"
        a: "{{ b }}"
        b: "{% if c %}{% endif %}"
        c: "{{ a }}"
        """

    @Test(arguments: [
        (
            "{{ base }}",
            "unknown variable 'hots' (through base at v.yml:1:8 -> host at v.yml:2:11)"
        ),
        ("\n  {{ host }}", "unknown variable 'hots' (through host at v.yml:2:11)"),
        ("{{ block }}", "unknown variable 'nobody' (through block at v.yml:5:4)"),
        ("{{ plain }}", "'+' on a number and a text; '~' puts texts together (through plain at v.yml:6:13)"),
        ("{{ self }}", "the variables need each other: self -> self (through self at v.yml:7:11)"),
        ("{{ map.key }}", "no key 'nope' (of 'map') (through map.key at v.yml:9:16)"),
        ("{{ map['x'].y }}", "no key 'x' (of 'map')"),
        (
            "{{ a }}",
            "the variables need each other: a -> b -> c -> a (through a at v.yml:10:5 -> b at v.yml:11:5 -> c at v.yml:12:8)"
        ),
        ("{{ 'a' | shuffle }}", "unsupported: the filter 'shuffle'; known: "),
        ("{{ 'a' is even }}", "unsupported: the test 'even'; known: "),
        ("{{ lookup('env', 'HOME') }}", "unsupported: the function 'lookup'"),
        ("{{ range(9) }}", "unsupported: the function 'range'"),
        ("{{ ('a', 'b') }}", "unsupported: a tuple; write [a, b]"),
        ("{{ 2 ** 3 }}", "unsupported: the operator '**'"),
        ("{{ 1 / 2 }}", "unsupported: the operator '/'"),
        ("{{ map }}", "unsupported: a mapping in a text"),
        ("{{ map.items }}", "unsupported: '.items' names a method; write ['items'] for the key"),
        ("{% macro x() %}{% endmacro %}", "unsupported: the tag 'macro'"),
        ("#jinja2: lstrip_blocks: True\nx", "unsupported: a '#jinja2:' header"),
        ("{{ 'a' | regex_replace('(?i)a', 'b') }}", "unsupported: in a pattern: groups of the form '(?…'"),
        ("{{ 'a' | regex_replace('(?=a)', 'b') }}", "unsupported: in a pattern: groups of the form '(?…'"),
        ("{{ 'a' | regex_replace('(a)\\\\1', 'b') }}", "unsupported: in a pattern: the escape '\\1'"),
        ("{{ 'a' | regex_replace('(a)+', '\\\\1') }}", "unsupported: in a pattern: a group inside a repetition"),
        ("{{ '1' is version('1', strict=true) }}", "unsupported: 'strict' of 'version'"),
        ("{{ größe }}", "unsupported: 'ö' in a name"),
        ("{{ a \u{1b}[31m }}", "not a template: '\\u{1b}' has no meaning here"),
    ])
    func `what is said`(_ text: String, _ expected: String) throws {
        let variables = try Variables.reading(Self.yaml, file: "v.yml")
        let error = #expect(throws: TemplateError.self) { try variables.expand(text) }
        #expect(error?.description.hasPrefix(expected) ?? false, "\(error.map { "\($0)" } ?? "no error")")
    }

    @Test(arguments: [
        ("{{ nobody }}", 1, 4), ("\n\n  {{ host }}", 3, 6), ("a\r\nb {{ base ~ 1 }}", 2, 6), ("{% if a %}", 1, 4),
        ("ok {{ 1 }} {{ x", 1, 12),
    ])
    func `where it is said to be`(_ text: String, _ line: Int, _ column: Int) throws {
        let variables = try Variables.reading(Self.yaml, file: "v.yml")
        let place = TemplatePlace(file: "t.conf")
        let error = #expect(throws: TemplateError.self) { try variables.expand(TemplateText(text, place: place)) }
        #expect(error?.origin == TemplatePlace(file: "t.conf", line: line, column: column))
    }

    @Test func `everything that is not there is told at once`() throws {
        let variables = try Variables.reading(Self.yaml, file: "v.yml")
        let text = TemplateText("{{ x }}\n{{ base }}\n{% if true %}{{ y }}{% endif %}", place: TemplatePlace(file: "t"))
        let (result, errors) = variables.engine.renderCollecting(text)
        #expect(result == nil)
        #expect(errors.map { "\($0.origin)" } == ["t:1:4", "t:2:4", "t:3:17"])
    }
}
