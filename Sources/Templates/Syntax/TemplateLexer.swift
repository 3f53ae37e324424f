/// Cuts a template into text and tags, with Jinja's white space control.
///
/// `{%-` takes the white space before the tag, `-%}` that after it. As Ansible has it, `trim_blocks` is on (one line end
/// after `%}` and `#}` goes) and `lstrip_blocks` is off; a line end at the end of the text stays.
struct TemplateLexer {
    private let source: SourceText
    private let trimsBlocks: Bool
    private var offset = 0
    private var segments: [TemplateSegment] = []
    private var text: [Unicode.Scalar] = []

    init(_ source: SourceText, trimsBlocks: Bool) {
        self.source = source
        self.trimsBlocks = trimsBlocks
    }

    /// - Throws: `SyntaxFault`.
    static func segments(_ source: SourceText, trimsBlocks: Bool) throws(SyntaxFault) -> [TemplateSegment] {
        var lexer = TemplateLexer(source, trimsBlocks: trimsBlocks)
        if source.has("#jinja2:", at: 0) {
            throw .unsupported("a '#jinja2:' header: white space control is fixed", at: 0)
        }
        while lexer.offset < source.count { try lexer.readOne() }
        lexer.flush()
        return lexer.segments
    }

    private mutating func readOne() throws(SyntaxFault) {
        guard source[offset] == "{", let kind = source[offset + 1], kind == "{" || kind == "%" || kind == "#" else {
            text.append(source.scalars[offset])
            offset += 1
            return
        }
        let start = offset
        offset += 2
        if source[offset] == "-" {
            while text.last?.isTemplateSpace ?? false { text.removeLast() }
            offset += 1
        } else if source[offset] == "+" {
            offset += 1
        }
        switch kind {
        case "#": try skipComment(from: start)
        case "{": try readOutput(from: start)
        default: try readBlock(from: start)
        }
    }

    private mutating func skipComment(from start: Int) throws(SyntaxFault) {
        while offset < source.count {
            if let end = Self.blockEnd("#", source, at: offset, trims: trimsBlocks) {
                offset = end
                return
            }
            offset += 1
        }
        throw .syntax("'{#' without '#}'", at: start)
    }

    private mutating func readOutput(from start: Int) throws(SyntaxFault) {
        flush()
        let (tokens, end) = try ExpressionLexer.tokens(source, from: offset, opened: start, as: "'{{' without '}}'") {
            [source] offset in
            if source.has("-}}", at: offset) { return source.skippingSpace(offset + 3) }
            return source.has("}}", at: offset) ? offset + 2 : nil
        }
        segments.append(.output(tokens))
        offset = end
    }

    private mutating func readBlock(from start: Int) throws(SyntaxFault) {
        if let inside = rawTag("raw", at: offset) {
            try readRaw(from: start, inside: inside)
            return
        }
        flush()
        let (tokens, end) = try ExpressionLexer.tokens(source, from: offset, opened: start, as: "'{%' without '%}'") {
            [source, trimsBlocks] in Self.blockEnd("%", source, at: $0, trims: trimsBlocks)
        }
        segments.append(.block(tokens))
        offset = end
    }

    /// The offset after `+%}`, `-%}` with white space, or `%}` with its line end.
    private static func blockEnd(
        _ sign: Unicode.Scalar, _ source: SourceText, at offset: Int, trims: Bool
    ) -> Int? {
        switch source[offset] {
        case sign where source[offset + 1] == "}":
            return trims && source[offset + 2] == "\n" ? offset + 3 : offset + 2
        case "-" where source[offset + 1] == sign && source[offset + 2] == "}":
            return source.skippingSpace(offset + 3)
        case "+" where source[offset + 1] == sign && source[offset + 2] == "}": return offset + 3
        default: return nil
        }
    }

    /// The offset after `raw` or `endraw` and the white space around it.
    private func rawTag(_ word: StaticString, at offset: Int) -> Int? {
        let start = source.skippingSpace(offset)
        guard source.has(word, at: start) else { return nil }
        return source.skippingSpace(start + word.utf8CodeUnitCount)
    }

    private mutating func readRaw(from start: Int, inside: Int) throws(SyntaxFault) {
        if source.has("-%}", at: inside) {
            offset = source.skippingSpace(inside + 3)
        } else if source.has("%}", at: inside) {
            // The line end after `{% raw %}` stays: Jinja trims it only after `{% endraw %}`.
            offset = inside + 2
        } else {
            throw .syntax("'raw' takes nothing", at: start)
        }
        flush()
        while offset < source.count {
            if source.has("{%", at: offset), let end = endRaw(at: offset + 2) {
                offset = end
                return
            }
            text.append(source.scalars[offset])
            offset += 1
        }
        throw .syntax("'raw' without 'endraw'", at: start)
    }

    private mutating func endRaw(at offset: Int) -> Int? {
        let strips = source[offset] == "-"
        let start = strips || source[offset] == "+" ? offset + 1 : offset
        guard let inside = rawTag("endraw", at: start),
            let end = Self.blockEnd("%", source, at: inside, trims: trimsBlocks)
        else { return nil }
        if strips {
            while text.last?.isTemplateSpace ?? false { text.removeLast() }
        }
        flush()
        return end
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        segments.append(.text(String(view)))
        text = []
    }
}
