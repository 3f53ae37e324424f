import AirgapCore
import Testing

/// The strict reader and the writer.
struct JSONTests {
    @Test(arguments: [
        (#"{"a": [1, -2.5, true, null, "x\u00e9\n\ud83d\ude00"]}"#, #"["a"]"#), ("[]", ""), ("  {}  ", ""), ("0", ""),
        ("-0.0e+1", ""), (#""""#, ""),
    ])
    func `good texts`(_ text: String, _ note: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        let again = try JSONValue(parsing: JSONWriter.bytes(of: value))
        #expect(again == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "[1] x", "01", "1.", ".5", "+1", "1e", "nul", "'a'",
        "\"\u{01}\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "{1:2}", "[1 2]", "NaN", "1e999", "\"a",
        "{\"a\"}",
    ])
    func `bad texts`(_ text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test func `bytes that are not UTF-8`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: [34, 0xFF, 34]) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0xFF]) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [34, 92, 117, 0xFF, 0, 0, 0]) }
    }

    @Test func `depth is bounded`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONError.self) { try JSONValue(parsing: deep) }
    }

    @Test func `one item a line, keys sorted`() throws {
        let value = try JSONValue(parsing: Array(#"{"b":[{"y":1,"x":"2"},{}],"a":{"c":[]}}"#.utf8))
        let expected = """
            {
              "a": {"c": []},
              "b": [
                {"x": "2", "y": 1},
                {}
              ]
            }

            """
        #expect(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) == expected)
    }
}
