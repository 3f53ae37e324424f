/// Reads expressions with Jinja's precedence: `if else`, `or`, `and`, `not`, comparisons, `+ -`, `~`, `* // %`, signs,
/// subscripts and calls, filters and tests.
struct ExpressionParser {
    static let reserved: Set<String> = [
        "and", "or", "not", "in", "is", "if", "else", "elif", "for", "recursive", "endif", "endfor", "import", "from",
    ]

    let tokens: [TemplateToken]
    var index = 0
    private var depth = 0

    /// - Parameter tokens: a tag's tokens; the last one is `.end`.
    init(_ tokens: [TemplateToken]) {
        self.tokens = tokens
    }

    var token: TemplateToken {
        index < tokens.count ? tokens[index] : TemplateToken(kind: .end, offset: tokens.last?.offset ?? 0)
    }

    /// Where the next token stands.
    var offset: Int { token.offset }

    mutating func skip(symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    mutating func skip(name: String) -> Bool {
        guard token.kind == .name(name) else { return false }
        index += 1
        return true
    }

    mutating func expect(symbol: String) throws(SyntaxFault) {
        guard skip(symbol: symbol) else { throw .syntax("'\(symbol)' is due before \(token.shown)", at: offset) }
    }

    /// The tag must be over.
    func expectEnd() throws(SyntaxFault) {
        guard token.kind == .end else {
            if token.kind == .symbol(",") { throw .unsupported("a tuple; write [a, b]", at: offset) }
            throw .syntax("\(token.shown) is not expected here", at: offset)
        }
    }

    /// The tag must be over; a colon as in Python is fine.
    mutating func expectBlockEnd() throws(SyntaxFault) {
        _ = skip(symbol: ":")
        try expectEnd()
    }

    /// The word that a block begins with.
    mutating func tagName() throws(SyntaxFault) -> String {
        guard case .name(let word) = token.kind else { throw .syntax("a tag without name", at: offset) }
        index += 1
        return word
    }

    /// A name that may be given a value.
    mutating func variableName() throws(SyntaxFault) -> String {
        guard case .name(let name) = token.kind, !Self.reserved.contains(name) else {
            throw .syntax("a name is due before \(token.shown)", at: offset)
        }
        index += 1
        return name
    }

    /// `a, b in`
    mutating func targets() throws(SyntaxFault) -> [String] {
        var names = [try variableName()]
        while skip(symbol: ",") { names.append(try variableName()) }
        guard skip(name: "in") else { throw .syntax("'in' is due before \(token.shown)", at: offset) }
        return names
    }

    /// A whole expression. `allowsChoice` says whether `a if b else c` may stand here.
    mutating func expression(allowsChoice: Bool = true) throws(SyntaxFault) -> TemplateExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= TemplateLimits.nesting else { throw SyntaxFault(cause: .tooDeep, offset: offset) }
        return allowsChoice ? try choice() : try disjunction()
    }

    private mutating func choice() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var result = try disjunction()
        var links = Links()
        while skip(name: "if") {
            try links.count(at: offset)
            let condition = try disjunction()
            let otherwise = skip(name: "else") ? try expression() : nil
            result = TemplateExpression(
                kind: .choice(result, condition: condition, otherwise: otherwise), offset: start)
        }
        return result
    }

    private mutating func disjunction() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var result = try conjunction()
        var links = Links()
        while skip(name: "or") {
            try links.count(at: offset)
            result = TemplateExpression(kind: .or(result, try conjunction()), offset: start)
        }
        return result
    }

    private mutating func conjunction() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var result = try negation()
        var links = Links()
        while skip(name: "and") {
            try links.count(at: offset)
            result = TemplateExpression(kind: .and(result, try negation()), offset: start)
        }
        return result
    }

    private mutating func negation() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var count = 0
        while skip(name: "not") { count += 1 }
        guard count <= TemplateLimits.links else { throw SyntaxFault(cause: .tooDeep, offset: start) }
        var result = try comparison()
        for _ in 0..<count { result = TemplateExpression(kind: .not(result), offset: start) }
        return result
    }

    private mutating func comparison() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        let first = try sum()
        var others: [(comparison: TemplateExpression.Comparison, value: TemplateExpression)] = []
        while let operation = skipComparison() { others.append((operation, try sum())) }
        return others.isEmpty ? first : TemplateExpression(kind: .compare(first, others), offset: start)
    }

    private mutating func skipComparison() -> TemplateExpression.Comparison? {
        switch token.kind {
        case .symbol(let text):
            guard let operation = TemplateExpression.Comparison(rawValue: text) else { return nil }
            index += 1
            return operation
        case .name("in"):
            index += 1
            return .inside
        case .name("not") where index + 1 < tokens.count && tokens[index + 1].kind == .name("in"):
            index += 2
            return .notInside
        default: return nil
        }
    }

    private mutating func sum() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var result = try concatenation()
        var links = Links()
        while case .symbol(let text) = token.kind, text == "+" || text == "-" {
            try links.count(at: offset)
            index += 1
            result = TemplateExpression(
                kind: .arithmetic(text == "+" ? .add : .subtract, result, try concatenation()), offset: start)
        }
        return result
    }

    private mutating func concatenation() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var parts = [try product()]
        while skip(symbol: "~") { parts.append(try product()) }
        return parts.count == 1 ? parts[0] : TemplateExpression(kind: .concatenation(parts), offset: start)
    }

    private mutating func product() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        var result = try signed(takesFilters: true)
        var links = Links()
        while case .symbol(let text) = token.kind, ["*", "/", "//", "%", "**"].contains(text) {
            try links.count(at: offset)
            guard let operation = TemplateExpression.Arithmetic(rawValue: text) else {
                throw .unsupported("the operator '\(text)'", at: offset)
            }
            index += 1
            result = TemplateExpression(
                kind: .arithmetic(operation, result, try signed(takesFilters: true)), offset: start)
        }
        return result
    }

    private mutating func signed(takesFilters: Bool) throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        let isNegative = token.kind == .symbol("-")
        var result: TemplateExpression
        if isNegative || token.kind == .symbol("+") {
            depth += 1
            defer { depth -= 1 }
            guard depth <= TemplateLimits.nesting else { throw SyntaxFault(cause: .tooDeep, offset: offset) }
            index += 1
            result = TemplateExpression(
                kind: .sign(try signed(takesFilters: false), isNegative: isNegative), offset: start)
        } else {
            result = try primary()
        }
        result = try subscripts(of: result)
        return takesFilters ? try filters(of: result) : result
    }
}

extension ExpressionParser {
    /// Counts what follows each other without nesting: a long chain becomes a deep tree.
    struct Links {
        private var links = 0

        mutating func count(at offset: Int) throws(SyntaxFault) {
            links += 1
            guard links <= TemplateLimits.links else { throw SyntaxFault(cause: .tooDeep, offset: offset) }
        }
    }
}
