/// The escapes of a text in quotes: Python's `unicode-escape`, which is what Jinja uses.
enum StringLiteral {
    /// - Throws: `SyntaxFault` for a broken escape.
    static func unescape(_ text: ArraySlice<Unicode.Scalar>, at offset: Int) throws(SyntaxFault) -> String {
        var result = String.UnicodeScalarView()
        var rest = text
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let next = rest.popFirst() else {
                result.append(scalar)
                continue
            }
            switch next {
            case "\n": break
            case "\\", "'", "\"": result.append(next)
            case "a": result.append("\u{7}")
            case "b": result.append("\u{8}")
            case "f": result.append("\u{c}")
            case "n": result.append("\n")
            case "r": result.append("\r")
            case "t": result.append("\t")
            case "v": result.append("\u{b}")
            case "x": result.append(try scalarValue(&rest, digits: 2, at: offset))
            case "u": result.append(try scalarValue(&rest, digits: 4, at: offset))
            case "U": result.append(try scalarValue(&rest, digits: 8, at: offset))
            case "N": throw .unsupported("the escape '\\N'", at: offset)
            case "0"..."7": result.append(try octal(next, &rest, at: offset))
            default:
                result.append("\\")
                result.append(next)
            }
        }
        return String(result)
    }

    private static func scalarValue(
        _ rest: inout ArraySlice<Unicode.Scalar>, digits: Int, at offset: Int
    ) throws(SyntaxFault) -> Unicode.Scalar {
        let text = rest.prefix(digits)
        rest = rest.dropFirst(digits)
        guard text.count == digits, text.allSatisfy({ $0.properties.isASCIIHexDigit }),
            let number = UInt32(text.map { String($0) }.joined(), radix: 16), let scalar = Unicode.Scalar(number)
        else { throw .syntax("a broken escape in a text", at: offset) }
        return scalar
    }

    /// Up to three octal digits.
    private static func octal(
        _ first: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>, at offset: Int
    ) throws(SyntaxFault) -> Unicode.Scalar {
        var number = first.value - 48
        var digits = 1
        while digits < 3, let next = rest.first, ("0"..."7").contains(next) {
            number = number * 8 + next.value - 48
            rest = rest.dropFirst()
            digits += 1
        }
        guard let scalar = Unicode.Scalar(number) else { throw .syntax("a broken escape in a text", at: offset) }
        return scalar
    }
}
