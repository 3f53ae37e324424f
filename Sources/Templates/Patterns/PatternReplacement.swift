/// What stands for a match: text and groups.
enum PatternReplacement {
    enum Part {
        case text(String)
        case group(Int)
    }

    /// Reads a replacement as Python's `re.sub` does.
    ///
    /// - Throws: `PatternError`.
    static func parts(_ text: String, groupCount: Int, repeated: Set<Int>) throws(PatternError) -> [Part] {
        var parts: [Part] = []
        var literal = String.UnicodeScalarView()
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                literal.append(scalar)
                continue
            }
            guard let next = rest.popFirst() else { throw .broken("a backslash at the end of the replacement") }
            if let number = try group(next, &rest) {
                guard number <= groupCount else { throw .broken("no group \(number)") }
                guard !repeated.contains(number) else { throw .unsupported("a group inside a repetition") }
                parts.append(.text(String(literal)))
                parts.append(.group(number))
                literal = .init()
            } else {
                literal.append(contentsOf: try escape(next))
            }
        }
        parts.append(.text(String(literal)))
        return parts
    }

    private static func group(
        _ scalar: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
    ) throws(PatternError) -> Int? {
        switch scalar {
        case "1"..."9":
            guard !(rest.first?.isASCIIDigit ?? false) else { throw .unsupported("a group above 9; write \\g<10>") }
            return Int(scalar.value - 48)
        case "g":
            guard rest.popFirst() == "<", let end = rest.firstIndex(of: ">") else {
                throw .broken("'\\g' without '<number>'")
            }
            let name = rest[rest.startIndex..<end].map { String($0) }.joined()
            rest = rest[rest.index(after: end)...]
            guard let number = Int(name), number >= 0, name.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw .unsupported("a group by name")
            }
            return number
        default: return nil
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) throws(PatternError) -> [Unicode.Scalar] {
        switch scalar {
        case "\\": return ["\\"]
        case "n": return ["\n"]
        case "t": return ["\t"]
        case "r": return ["\r"]
        case "a": return ["\u{7}"]
        case "b": return ["\u{8}"]
        case "f": return ["\u{c}"]
        case "v": return ["\u{b}"]
        case "0"..."9", "a"..."z", "A"..."Z": throw .unsupported("the escape '\\\(scalar)' in the replacement")
        default: return ["\\", scalar]
        }
    }
}
