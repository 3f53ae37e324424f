/// Reads the tokens of one tag.
struct ExpressionLexer {
    private static let single: Set<Unicode.Scalar> = [
        "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ]

    private let source: SourceText
    private var offset: Int
    private var tokens: [TemplateToken] = []
    private var brackets: [String] = []

    /// - Parameters:
    ///   - source: the whole text.
    ///   - start: the first scalar inside the tag.
    ///   - opened: where the tag begins, for the message about a tag without end.
    ///   - unclosed: what that message says.
    ///   - end: gives the offset after the tag when it ends here.
    /// - Returns: the tokens with `.end` behind, and the offset after the tag.
    /// - Throws: `SyntaxFault`.
    static func tokens(
        _ source: SourceText, from start: Int, opened: Int, as unclosed: String, end: (Int) -> Int?
    ) throws(SyntaxFault) -> (tokens: [TemplateToken], after: Int) {
        var lexer = ExpressionLexer(source: source, offset: start)
        while lexer.offset < source.count {
            if lexer.brackets.isEmpty, let after = end(lexer.offset) {
                lexer.tokens.append(TemplateToken(kind: .end, offset: lexer.offset))
                return (lexer.tokens, after)
            }
            try lexer.readOne()
        }
        let shown = source.text(opened..<min(source.count, opened + 61))
        throw .syntax("\(unclosed) in \(Excerpt(shown))", at: opened)
    }

    private init(source: SourceText, offset: Int) {
        self.source = source
        self.offset = offset
    }

    private mutating func readOne() throws(SyntaxFault) {
        let scalar = source.scalars[offset]
        if scalar.isTemplateSpace {
            offset += 1
        } else if scalar.isNameStart {
            readName()
        } else if scalar.isASCIIDigit {
            try readNumber()
        } else if scalar == "'" || scalar == "\"" {
            try readString(scalar)
        } else {
            try readSymbol()
        }
    }

    private mutating func readName() {
        let start = offset
        while let scalar = source[offset], scalar.isNameStart || scalar.isASCIIDigit { offset += 1 }
        tokens.append(TemplateToken(kind: .name(source.text(start..<offset)), offset: start))
    }

    private mutating func readNumber() throws(SyntaxFault) {
        let start = offset
        skipDigits()
        var isFloat = false
        // `x.0.1` is two subscripts, not a number.
        if tokens.last?.kind != .symbol("."), source[offset] == ".", source[offset + 1]?.isASCIIDigit ?? false {
            isFloat = true
            offset += 1
            skipDigits()
        }
        let text = source.text(start..<offset).filter { $0 != "_" }
        if source[offset]?.isNameStart ?? false {
            throw .unsupported("the number \(Excerpt(text + source.text(offset..<offset + 1)))", at: start)
        }
        if isFloat {
            guard let number = Double(text) else { throw .syntax("the number \(Excerpt(text))", at: start) }
            tokens.append(TemplateToken(kind: .float(number), offset: start))
            return
        }
        if text.utf8.count > 1, text.utf8.first == UInt8(ascii: "0"), !text.utf8.allSatisfy({ $0 == 48 }) {
            throw .syntax("the number \(Excerpt(text)) begins with 0", at: start)
        }
        guard let number = Int(text) else { throw .unsupported("the number \(Excerpt(text))", at: start) }
        tokens.append(TemplateToken(kind: .integer(number), offset: start))
    }

    /// Digits; one underscore may stand between two of them.
    private mutating func skipDigits() {
        while let scalar = source[offset] {
            let isSeparator = scalar == "_" && source[offset + 1]?.isASCIIDigit ?? false
            guard scalar.isASCIIDigit || isSeparator else { return }
            offset += 1
        }
    }

    private mutating func readString(_ quote: Unicode.Scalar) throws(SyntaxFault) {
        let start = offset
        offset += 1
        while let scalar = source[offset], scalar != quote { offset += scalar == "\\" ? 2 : 1 }
        guard offset < source.count else { throw .syntax("a text without end", at: start) }
        let text = try StringLiteral.unescape(source.scalars[start + 1..<offset], at: start)
        offset += 1
        tokens.append(TemplateToken(kind: .string(text), offset: start))
    }

    private mutating func readSymbol() throws(SyntaxFault) {
        guard let text = symbol(at: offset) else {
            let shown = Excerpt(source.text(offset..<offset + 1))
            if source.scalars[offset].properties.isAlphabetic { throw .unsupported("\(shown) in a name", at: offset) }
            throw .syntax("\(shown) has no meaning here", at: offset)
        }
        switch text {
        case "(": brackets.append(")")
        case "[": brackets.append("]")
        case "{": brackets.append("}")
        case ")", "]", "}":
            guard let expected = brackets.popLast() else { throw .syntax("'\(text)' closes nothing", at: offset) }
            guard expected == text else { throw .syntax("'\(text)' where '\(expected)' is due", at: offset) }
        default: break
        }
        guard brackets.count <= TemplateLimits.nesting else { throw SyntaxFault(cause: .tooDeep, offset: offset) }
        tokens.append(TemplateToken(kind: .symbol(text), offset: offset))
        offset += text.utf8.count
    }

    /// The operator or bracket at an offset.
    private func symbol(at offset: Int) -> String? {
        let scalar = source.scalars[offset]
        switch (scalar, source[offset + 1]) {
        case ("=", "="), ("!", "="), (">", "="), ("<", "="), ("/", "/"), ("*", "*"):
            return source.text(offset..<offset + 2)
        default: return Self.single.contains(scalar) ? String(scalar) : nil
        }
    }
}
