import AirgapCore
import Templates
import Testing

/// YAML scalars print as they were written, and count as what they mean.
struct WrittenScalarTests {
    static let yaml = """
        nginx_version: 1.20
        cpa_version: 1.10
        octal: 0755
        port: 8080
        text_port: "8080"
        on_: yes
        off_: no
        no_text: "no"
        empty:
        tilde: ~
        long: 123456789012345678901234567890
        hex: 0x10
        date: 2024-01-02
        """

    @Test(arguments: [
        ("{{ nginx_version }}", "1.20"), ("nginx:{{ nginx_version }}-alpine", "nginx:1.20-alpine"),
        ("{{ cpa_version }}", "1.10"), ("{{ octal }}", "0755"), ("{{ on_ }}{{ off_ }}", "yesno"),
        ("{{ 'a' if on_ else 'b' }}", "a"), ("{{ 'a' if off_ else 'b' }}", "b"), ("{{ 'a' if no_text else 'b' }}", "a"),
        ("{{ nginx_version == '1.20' }}", "True"), ("{{ nginx_version == '1.2' }}", "False"),
        ("{{ nginx_version is version('1.3', '>') }}", "True"), ("{{ cpa_version is version('1.9', '>') }}", "True"),
        ("{{ port + 1 }}", "8081"), ("{{ port == 8080 }}", "True"), ("{{ port == '8080' }}", "True"),
        ("{{ text_port == 8080 }}", "False"), ("{{ port == text_port }}", "True"), ("[{{ empty }}{{ tilde }}]", "[]"),
        ("{{ empty is none }}", "True"), ("{{ long }}", "123456789012345678901234567890"), ("{{ hex }}", "0x10"),
        ("{{ date }}", "2024-01-02"), ("{{ on_ == true }}{{ on_ is boolean }}", "TrueTrue"),
        ("{{ nginx_version | replace('.', '_') }}", "1_20"),
        ("{{ [nginx_version, cpa_version] | join(' ') }}", "1.20 1.10"),
        ("{{ nginx_version | int }}", "1"), ("{{ nginx_version is string }}", "False"),
    ])
    func `scalars without quotes`(_ text: String, _ expected: String) throws {
        #expect(try Variables.reading(Self.yaml).expand(text) == expected)
    }
}
