/// A template's source as Jinja reads it: Unicode scalars, every line end a line feed.
struct SourceText {
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
        guard text.utf8.contains(13) else {
            scalars = Array(text.unicodeScalars)
            return
        }
        var result: [Unicode.Scalar] = []
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if scalar != "\n" || !afterReturn {
                result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        scalars = result
    }

    var count: Int { scalars.count }

    /// The scalar at an offset; nil past the end.
    subscript(_ offset: Int) -> Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    /// Whether a text stands at an offset.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        text.withUTF8Buffer { bytes in
            guard offset + bytes.count <= scalars.count else { return false }
            return bytes.indices.allSatisfy { scalars[offset + $0].value == UInt32(bytes[$0]) }
        }
    }

    /// The text of a range.
    func text(_ range: Range<Int>) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[range])
        return String(result)
    }

    /// The first offset at or after this one that holds no white space.
    func skippingSpace(_ offset: Int) -> Int {
        var offset = offset
        while offset < scalars.count, scalars[offset].isTemplateSpace { offset += 1 }
        return offset
    }

    /// Where a scalar stands, when the first one stands at `start`.
    func place(of offset: Int, from start: TemplatePlace) -> TemplatePlace {
        let before = scalars[..<min(offset, scalars.count)]
        let lines = before.count { $0 == "\n" }
        guard let last = before.lastIndex(of: "\n") else {
            return TemplatePlace(file: start.file, line: start.line, column: start.column + before.count)
        }
        return TemplatePlace(file: start.file, line: start.line + lines, column: before.count - last)
    }
}

extension Unicode.Scalar {
    /// White space as Python's `str.isspace` and `\s` have it.
    var isTemplateSpace: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }

    /// What may begin a name; Jinja allows more, which this engine refuses.
    var isNameStart: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "_": true
        default: false
        }
    }

    /// A digit from 0 to 9.
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
