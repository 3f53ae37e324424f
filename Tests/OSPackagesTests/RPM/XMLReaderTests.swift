import Testing

@testable import OSPackages

/// What comes out of a document, and that nothing makes the reader grow or trap.
struct XMLReaderTests {
    private static let limits = XMLLimits(documentBytes: 1 << 30)

    private func log(_ text: String) throws -> String {
        try XMLReader.read(SampleHandler(), of: Array(text.utf8), limits: Self.limits).log
    }

    @Test(arguments: [
        ("<a/>", "a{}"),
        ("<?xml version='1.0' encoding='UTF-8'?>\n<a x='1'><b>t</b></a>", "a(x=1){b{t}}"),
        ("<a xmlns='urn:n' xmlns:r='urn:r'><r:b r:x='2' x='3'>t</r:b></a>", "a{b(x=3){t}}"),
        ("<a><z><b>no</b></z><b>yes</b></a>", "a{b{yes}}"),
        ("<a><b>o<z>no</z>n<b>no</b>e</b></a>", "a{b{one}}"),
        ("<a>text<c><b>no</b></c><b/></a>", "a{c{b{}}"),
        (
            "<a xml:base='http://h/'><b>&lt;&amp;&#65;&#x1F600;<![CDATA[<b>]]></b></a>",
            "a(xml:base=http://h/){b{<&A😀<b>}}"
        ),
        ("<a><b>1</b><!-- <b>no</b> --><?b no?><b>2</b></a>\n", "a{b{1}b{2}}"),
        ("<z><a/></z>", ""),
        ("<a x='&quot;&lt;'/>", "a(x=\"<){}"),
        ("\u{FEFF}<a/>", "a{}"),
    ])
    func elements(_ text: String, _ expected: String) throws {
        #expect(try log(text) == expected)
    }

    /// Where a chunk ends must not matter.
    @Test func everyChunkSize() throws {
        let text = Array("<a x='1é'><b>tèxt &amp; more</b><r:b xml:base='b'>€</r:b><z>skip</z></a>".utf8)
        let expected = try log(String(decoding: text, as: UTF8.self))
        for size in 1...text.count {
            var rest = text[...]
            let handler = try XMLReader.read(SampleHandler(), limits: Self.limits) { buffer in
                let piece = rest.prefix(size)
                rest = rest.dropFirst(size)
                buffer.copyBytes(from: piece)
                return piece.count
            }
            #expect(handler.log == expected)
        }
    }

    @Test(arguments: [
        ("", "line 1, column 1: no element found"),
        ("<a>", "line 1, column 4: no element found"),
        ("<a>\n  <b>t</a>", "line 2, column 9: mismatched tag"),
        ("<a><b", "line 1, column 4: unclosed token"),
        ("<a x='1' x='2'/>", "line 1, column 10: duplicate attribute"),
        ("<a>&bomb;</a>", "line 1, column 4: undefined entity"),
        ("<a/><a/>", "line 1, column 5: junk after document element"),
        ("<a>\u{0}</a>", "line 1, column 4: not well-formed (invalid token)"),
        ("<a>\u{1}</a>", "line 1, column 4: not well-formed (invalid token)"),
        ("<a>&#0;</a>", "line 1, column 4: reference to invalid character number"),
        ("text", "line 1, column 1: syntax error"),
        ("{\"json\": 1}", "line 1, column 1: not well-formed (invalid token)"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "line 1, column 13: a document type is not accepted here"),
        (
            "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://h/a'><a/>",
            "line 2, column 32: a document type is not accepted here"
        ),
        ("<!DOCTYPE a><a/>", "line 1, column 12: a document type is not accepted here"),
    ])
    func malformed(_ text: String, _ words: String) {
        #expect { try log(text) } throws: {
            #expect("\($0)" == words)
            return $0 is XMLError
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        for place in ["<a><b>|</b></a>", "<a x='|'/>", "<|/>", "<!--|--><a/>"] {
            let parts = place.split(separator: "|")
            let text = Array(parts[0].utf8) + bytes + Array(parts[1].utf8)
            #expect(throws: XMLError.self) { try XMLReader.read(SampleHandler(), of: text, limits: Self.limits) }
        }
    }

    /// UTF-16 is known by its first two bytes; what a declaration says of others does not count.
    @Test func otherEncodings() throws {
        let wide = Array("<a x='é'/>".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let handler = try XMLReader.read(SampleHandler(), of: [0xFF, 0xFE] + wide, limits: Self.limits)
        #expect(handler.log == "a(x=é){}")
        #expect(throws: XMLError.self) {
            try XMLReader.read(
                SampleHandler(),
                of: Array("<?xml version='1.0' encoding='ISO-8859-1'?><a x='".utf8) + [0xE9, 0x27, 0x2F, 0x3E],
                limits: Self.limits)
        }
    }

    @Test func whatTheHandlerThrows() {
        #expect(throws: SampleHandler.Refused.self) { try log("<a><b/><b x='refuse'/><b/></a") }
    }

    /// An endless document of each kind is stopped after little of it.
    @Test(arguments: [
        ("<a>", "<a>", "more than 32 elements inside one another"),
        ("<z>", "<z>", "more than 32 elements inside one another"),
        ("<a><b>", "text ", "a text longer than 65536 bytes"),
        ("<a><b>", "&amp;", "a text longer than 65536 bytes"),
        ("<a x='", "v", "a tag or comment longer than 262144 bytes"),
        ("<a ", " ", "a tag or comment longer than 262144 bytes"),
        ("<a><!-- ", "- ", "a tag or comment longer than 262144 bytes"),
        ("<?p ", "?", "a tag or comment longer than 262144 bytes"),
        ("<a>&", "e", "a tag or comment longer than 262144 bytes"),
        ("<", "name", "a tag or comment longer than 262144 bytes"),
        ("<!DOCTYPE ", "name", "a tag or comment longer than 262144 bytes"),
        ("</", "name", "not well-formed (invalid token)"),
        ("<a><b><![CDATA[", "text ", "a text longer than 65536 bytes"),
    ])
    func endless(_ start: String, _ more: String, _ words: String) {
        var sent = 0
        #expect {
            try XMLReader.read(SampleHandler(), limits: Self.limits) { buffer in
                let text = sent == 0 ? start : String(repeating: more, count: 60000 / more.utf8.count)
                buffer.copyBytes(from: text.utf8)
                sent += text.utf8.count
                return text.utf8.count
            }
        } throws: {
            #expect("\($0)".hasSuffix(words))
            return $0 is XMLError
        }
        #expect(sent < 1 << 20)
    }

    @Test func absurdTags() {
        let attributes = (0..<33).map { "x\($0)='1'" }.joined(separator: " ")
        #expect { try log("<a \(attributes)/>") } throws: {
            "\($0)".hasSuffix("more than 32 attributes on one element")
        }
        let elements = (0..<1000).map { "<e\($0)/>" }.joined()
        #expect { try log("<a>\(elements)</a>") } throws: { "\($0)".hasSuffix("more than 400 different names") }
        let names = (0..<1000).map { "<b n\($0)='1'/>" }.joined()
        #expect { try log("<a>\(names)</a>") } throws: { "\($0)".hasSuffix("more than 400 different names") }
        let long = String(repeating: "n", count: 129)
        #expect { try log("<\(long)/>") } throws: { "\($0)".hasSuffix("a name longer than 128 bytes") }
        #expect { try log("<a \(long)='1'/>") } throws: { "\($0)".hasSuffix("a name longer than 128 bytes") }
    }

    /// A line of 100 MB that nobody wants goes by; the document's own limit ends it.
    @Test func hugeText() throws {
        let pieces = 1600
        let piece = [UInt8](repeating: UInt8(ascii: "t"), count: 1 << 16)
        var step = 0
        func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
            let last = step == pieces + 1 ? Array("</z></a>".utf8) : []
            let text = step == 0 ? Array("<a><z>".utf8) : step <= pieces ? piece : last
            step += 1
            buffer.copyBytes(from: text)
            return text.count
        }
        #expect(try XMLReader.read(SampleHandler(), limits: Self.limits, fill: fill).log == "a{}")
        step = 0
        #expect {
            try XMLReader.read(SampleHandler(), limits: XMLLimits(documentBytes: 10 << 20), fill: fill)
        } throws: {
            "\($0)".hasSuffix("the document is longer than 10485760 bytes")
        }
    }
}
