import Testing

@testable import OSPackages

struct RelationParserTests {
    @Test(arguments: [
        ("libc6 (>= 2.36), zlib1g", "libc6 (>= 2.36)&zlib1g"),
        ("a|b (<<1:2~rc1-3) | c:any", "a|b (<< 1:2~rc1-3)|c:any"),
        ("a (< 1), b (> 2), c(=3)", "a (<= 1)&b (>= 2)&c (= 3)"),
        (" a ,\n\tb ,, c ,", "a&b&c"), ("", ""), ("python3:any (>= 3.9~)", "python3:any (>= 3.9~)"),
        ("a [amd64 !i386] <!nocheck>, b", "a&b"),
    ])
    func reads(_ text: String, _ expected: String) throws {
        let groups = try RelationParser.groups(in: Array(text.utf8))
        #expect(groups.map { $0.map(\.description).joined(separator: "|") }.joined(separator: "&") == expected)
    }

    @Test(arguments: ["|a", "a |", "a (>= 1", "a (1)", "a (>> )", "a b", "(a)", "a (!= 1)", "a [x", "\u{0}", "a (= é)"])
    func refuses(_ text: String) {
        #expect(throws: RelationError.self) { try RelationParser.groups(in: Array(text.utf8)) }
    }

    @Test func namesOfProvides() {
        var names: [String] = []
        Array("a, b (= 1:2),\n c:any,,(d), e".utf8).withUnsafeBytes {
            RelationParser.names(in: $0) { names.append(String(decoding: $0, as: UTF8.self)) }
        }
        #expect(names == ["a", "b", "c", "e"])
    }
}
