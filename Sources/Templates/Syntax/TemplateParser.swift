/// Puts text and tags together: `{% if %}`, `{% for %}`, `{% set %}` with what stands between.
struct TemplateParser {
    /// Tags of Jinja that are refused by name.
    private static let known: Set<String> = [
        "macro", "call", "filter", "block", "extends", "include", "import", "from", "with", "autoescape", "do",
        "break", "continue", "trans", "debug",
    ]

    private let segments: [TemplateSegment]
    private var index = 0
    private var depth = 0

    init(_ segments: [TemplateSegment]) {
        self.segments = segments
    }

    /// The whole template.
    ///
    /// - Throws: `SyntaxFault`.
    mutating func template() throws(SyntaxFault) -> [TemplateNode] {
        try body(opened: nil, until: []).nodes
    }

    /// Everything up to one of the tags in `ends`.
    private mutating func body(
        opened: (word: String, offset: Int)?, until ends: [String]
    ) throws(SyntaxFault) -> (nodes: [TemplateNode], end: String, tag: ExpressionParser?) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= TemplateLimits.nesting else { throw SyntaxFault(cause: .tooDeep, offset: opened?.offset ?? 0) }
        var nodes: [TemplateNode] = []
        while index < segments.count {
            let segment = segments[index]
            index += 1
            switch segment {
            case .text(let text): nodes.append(.text(text))
            case .output(let tokens):
                var parser = ExpressionParser(tokens)
                let expression = try parser.expression()
                try parser.expectEnd()
                nodes.append(.output(expression))
            case .block(let tokens):
                var parser = ExpressionParser(tokens)
                let offset = parser.offset
                let word = try parser.tagName()
                if ends.contains(word) { return (nodes, word, parser) }
                nodes.append(try statement(word, offset, &parser))
            }
        }
        if let opened { throw .syntax("'\(opened.word)' without 'end\(opened.word)'", at: opened.offset) }
        return (nodes, "", nil)
    }

    private mutating func statement(
        _ word: String, _ offset: Int, _ parser: inout ExpressionParser
    ) throws(SyntaxFault) -> TemplateNode {
        switch word {
        case "if": return try condition(offset, &parser)
        case "for": return try loop(offset, &parser)
        case "set": return try assignment(&parser)
        case _ where Self.known.contains(word): throw .unsupported("the tag '\(word)'", at: offset)
        case "elif", "else", "endif", "endfor", "endset", "endraw":
            throw .syntax("'\(word)' without its beginning", at: offset)
        default: throw .syntax("unknown tag \(Excerpt(word))", at: offset)
        }
    }

    private mutating func condition(
        _ offset: Int, _ parser: inout ExpressionParser
    ) throws(SyntaxFault) -> TemplateNode {
        var branches: [(test: TemplateExpression, body: [TemplateNode])] = []
        var parser = parser
        while true {
            let test = try parser.expression(allowsChoice: false)
            try parser.expectBlockEnd()
            let (nodes, end, tag) = try body(opened: ("if", offset), until: ["elif", "else", "endif"])
            branches.append((test, nodes))
            guard var tag else { break }
            if end == "elif" {
                parser = tag
                continue
            }
            if end == "else" {
                try tag.expectBlockEnd()
                let otherwise = try body(opened: ("if", offset), until: ["endif"])
                try otherwise.tag?.expectEnd()
                return .condition(branches, otherwise: otherwise.nodes)
            }
            try tag.expectEnd()
            break
        }
        return .condition(branches, otherwise: [])
    }

    private mutating func loop(_ offset: Int, _ parser: inout ExpressionParser) throws(SyntaxFault) -> TemplateNode {
        let names = try parser.targets()
        let source = try parser.expression(allowsChoice: false)
        let condition = parser.skip(name: "if") ? try parser.expression() : nil
        if parser.skip(name: "recursive") { throw .unsupported("a recursive loop", at: offset) }
        try parser.expectBlockEnd()
        var (nodes, end, tag) = try body(opened: ("for", offset), until: ["else", "endfor"])
        var otherwise: [TemplateNode] = []
        if end == "else" {
            try tag?.expectBlockEnd()
            let rest = try body(opened: ("for", offset), until: ["endfor"])
            otherwise = rest.nodes
            tag = rest.tag
            end = rest.end
        }
        try tag?.expectEnd()
        return .loop(
            TemplateLoop(
                names: names, source: source, condition: condition, body: nodes, otherwise: otherwise, offset: offset))
    }

    private func assignment(_ parser: inout ExpressionParser) throws(SyntaxFault) -> TemplateNode {
        let name = try parser.variableName()
        guard parser.skip(symbol: "=") else {
            throw .unsupported("'set' other than 'set name = value'", at: parser.offset)
        }
        let value = try parser.expression()
        try parser.expectEnd()
        return .assignment(name, value)
    }
}
