extension ExpressionParser {
    /// A name, a literal, or something in brackets.
    mutating func primary() throws(SyntaxFault) -> TemplateExpression {
        let start = token
        switch start.kind {
        case .name(let name):
            index += 1
            return TemplateExpression(kind: try Self.named(name, at: start.offset), offset: start.offset)
        case .string(let text):
            index += 1
            return TemplateExpression(kind: .literal(.string(adjacent(to: text))), offset: start.offset)
        case .integer(let number):
            index += 1
            return TemplateExpression(kind: .literal(.integer(number)), offset: start.offset)
        case .float(let number):
            index += 1
            return TemplateExpression(kind: .literal(.float(number)), offset: start.offset)
        case .symbol("("): return try bracketed()
        case .symbol("["): return try list()
        case .symbol("{"): return try mapping()
        case .symbol, .end: throw .syntax("an expression is due before \(start.shown)", at: start.offset)
        }
    }

    private static func named(_ name: String, at offset: Int) throws(SyntaxFault) -> TemplateExpression.Kind {
        switch name {
        case "true", "True": return .literal(.bool(true))
        case "false", "False": return .literal(.bool(false))
        case "none", "None": return .literal(.none)
        case _ where reserved.contains(name): throw .unsupported("the word '\(name)' as a name", at: offset)
        default: return .name(name)
        }
    }

    /// Texts that follow each other are one.
    private mutating func adjacent(to text: String) -> String {
        var result = text
        while case .string(let next) = token.kind {
            result += next
            index += 1
        }
        return result
    }

    private mutating func bracketed() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        index += 1
        if token.kind == .symbol(")") { throw .unsupported("a tuple; write [ ]", at: start) }
        let result = try expression()
        if token.kind == .symbol(",") { throw .unsupported("a tuple; write [a, b]", at: offset) }
        try expect(symbol: ")")
        return result
    }

    private mutating func list() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        index += 1
        var elements: [TemplateExpression] = []
        while token.kind != .symbol("]") {
            if !elements.isEmpty { try expect(symbol: ",") }
            if token.kind == .symbol("]") { break }
            elements.append(try expression())
        }
        try expect(symbol: "]")
        return TemplateExpression(kind: .list(elements), offset: start)
    }

    private mutating func mapping() throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        index += 1
        var pairs: [(key: TemplateExpression, value: TemplateExpression)] = []
        while token.kind != .symbol("}") {
            if !pairs.isEmpty { try expect(symbol: ",") }
            if token.kind == .symbol("}") { break }
            let key = try expression()
            try expect(symbol: ":")
            pairs.append((key, try expression()))
        }
        try expect(symbol: "}")
        return TemplateExpression(kind: .mapping(pairs), offset: start)
    }

    /// `.name`, `.0`, `[…]` and method calls.
    mutating func subscripts(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        var result = value
        var links = Links()
        while true {
            if token.kind == .symbol(".") {
                result = try attribute(of: result)
            } else if token.kind == .symbol("[") {
                result = try element(of: result)
            } else if token.kind == .symbol("(") {
                result = try call(result)
            } else {
                return result
            }
            try links.count(at: offset)
        }
    }

    private mutating func attribute(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        index += 1
        let start = token
        index += 1
        switch start.kind {
        case .name(let name): return TemplateExpression(kind: .attribute(value, name), offset: start.offset)
        case .integer(let number):
            let literal = TemplateExpression(kind: .literal(.integer(number)), offset: start.offset)
            return TemplateExpression(kind: .element(value, literal), offset: start.offset)
        default: throw .syntax("a name or number is due before \(start.shown)", at: start.offset)
        }
    }

    private mutating func element(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        index += 1
        let first = token.kind == .symbol(":") ? nil : try expression()
        guard skip(symbol: ":") else {
            if token.kind == .symbol(",") { throw .unsupported("a subscript of two", at: offset) }
            try expect(symbol: "]")
            guard let first else { throw .syntax("a subscript without a value", at: start) }
            return TemplateExpression(kind: .element(value, first), offset: start)
        }
        let second = try bound()
        let third = skip(symbol: ":") ? try bound() : nil
        try expect(symbol: "]")
        return TemplateExpression(kind: .slice(value, from: first, to: second, step: third), offset: start)
    }

    private mutating func bound() throws(SyntaxFault) -> TemplateExpression? {
        if token.kind == .symbol(":") || token.kind == .symbol("]") { return nil }
        return try expression()
    }

    private mutating func call(_ value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        switch value.kind {
        case .attribute(let object, let name):
            return TemplateExpression(kind: .method(object, name, try arguments()), offset: value.offset)
        case .name(let name): throw .unsupported("the function \(Excerpt(name))", at: value.offset)
        default: throw .unsupported("a call of this", at: offset)
        }
    }

    /// `(a, b, name=c)`
    mutating func arguments() throws(SyntaxFault) -> CallArguments {
        try expect(symbol: "(")
        var result = CallArguments()
        var isFirst = true
        while token.kind != .symbol(")") {
            if !isFirst { try expect(symbol: ",") }
            isFirst = false
            if token.kind == .symbol(")") { break }
            if case .name(let name) = token.kind, index + 1 < tokens.count, tokens[index + 1].kind == .symbol("=") {
                index += 2
                result.named.append((name, try expression()))
            } else {
                guard result.named.isEmpty else { throw .syntax("an argument after a named one", at: offset) }
                result.positional.append(try expression())
            }
        }
        try expect(symbol: ")")
        return result
    }

    /// `| name(…)` and `is name(…)`.
    mutating func filters(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        var result = value
        var links = Links()
        while true {
            if skip(symbol: "|") {
                result = try filter(of: result)
            } else if skip(name: "is") {
                result = try test(of: result)
            } else if token.kind == .symbol("(") {
                throw .unsupported("a call of this", at: offset)
            } else {
                return result
            }
            try links.count(at: offset)
        }
    }

    private mutating func filter(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        let name = try dottedName()
        let arguments = token.kind == .symbol("(") ? try arguments() : CallArguments()
        return TemplateExpression(kind: .filter(value, name, arguments), offset: start)
    }

    private mutating func test(of value: TemplateExpression) throws(SyntaxFault) -> TemplateExpression {
        let start = offset
        let isNegated = skip(name: "not")
        let name = try dottedName()
        var arguments = CallArguments()
        switch token.kind {
        case .symbol("("): arguments = try self.arguments()
        case .name("else"), .name("or"), .name("and"): break
        case .name("is"): throw .syntax("tests cannot be chained with 'is'", at: offset)
        case .name(let word) where Self.reserved.contains(word):
            throw .syntax("'\(word)' right after a test needs brackets around the test", at: offset)
        case .name, .string, .integer, .float, .symbol("["), .symbol("{"):
            arguments.positional = [try subscripts(of: try primary())]
        default: break
        }
        let test = TemplateExpression(kind: .test(value, name, arguments), offset: start)
        return isNegated ? TemplateExpression(kind: .not(test), offset: start) : test
    }

    /// A filter's or test's name; `ansible.builtin.` may stand before it.
    private mutating func dottedName() throws(SyntaxFault) -> String {
        guard case .name(var name) = token.kind else {
            throw .syntax("a name is due before \(token.shown)", at: offset)
        }
        index += 1
        while skip(symbol: ".") {
            guard case .name(let next) = token.kind else {
                throw .syntax("a name is due before \(token.shown)", at: offset)
            }
            name += "." + next
            index += 1
        }
        return name.hasPrefix("ansible.builtin.") ? String(name.dropFirst(16)) : name
    }
}
