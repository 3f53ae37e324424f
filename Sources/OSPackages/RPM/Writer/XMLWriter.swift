/// Builds XML text in memory; what XML cannot hold is left out (XML 1.0, section 2.2).
struct XMLWriter {
    private(set) var bytes: [UInt8] = []

    /// Adds text that is markup already.
    mutating func raw(_ text: String) { bytes += text.utf8 }

    /// `<name>text</name>`, or `<name/>` for no text.
    mutating func element(_ name: String, _ text: String, _ attributes: [(String, String)] = []) {
        open(name, attributes)
        if text.isEmpty {
            bytes.removeLast()
            raw("/>\n")
        } else {
            escape(text)
            raw("</\(name)>\n")
        }
    }

    /// `<name a="b">`
    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        raw("<\(name)")
        for (key, value) in attributes {
            raw(" \(key)=\"")
            escape(value)
            raw("\"")
        }
        raw(">")
    }

    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            case "\t", "\n": bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            case "\r": raw("&#13;")
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
    }
}
