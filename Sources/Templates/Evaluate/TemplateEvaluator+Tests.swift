extension TemplateEvaluator {
    /// The tests that are known, for messages.
    static let tests = [
        "defined", "undefined", "none", "boolean", "true", "false", "string", "number", "mapping", "sequence", "in",
        "eq", "equalto", "ne", "lt", "le", "gt", "ge", "version", "match", "search",
    ]

    /// `value is name(arguments)`
    func test(
        _ value: TemplateValue, _ name: String, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> Bool {
        switch name {
        case "defined", "undefined":
            _ = try bind(arguments, [], name, at: offset)
            if case .undefined = value { return name == "undefined" }
            return name == "defined"
        case "none", "boolean", "true", "false", "string", "number", "mapping", "sequence":
            _ = try bind(arguments, [], name, at: offset)
            return isKind(name, value)
        case "in":
            let other = try argument("seq", try bind(arguments, ["seq"], name, at: offset), name, at: offset)
            return try contains(other, try require(value, at: offset), at: offset)
        case "version", "version_compare": return try version(value, arguments, at: offset)
        case "match", "search": return try matches(value, name, arguments, at: offset)
        default:
            guard let comparison = Self.comparison(name) else {
                let known = Self.tests.joined(separator: ", ")
                throw failure(.unsupported("the test \(Excerpt(name)); known: \(known)"), at: offset)
            }
            let other = try argument("other", try bind(arguments, ["other"], name, at: offset), name, at: offset)
            return try holds(comparison, try require(value, at: offset), other, at: offset)
        }
    }

    /// What is not there is nothing of all this.
    private func isKind(_ name: String, _ value: TemplateValue) -> Bool {
        switch (name, value.typed) {
        case ("none", .none), ("boolean", .bool), ("string", .string), ("mapping", .mapping): true
        case ("number", .integer), ("number", .float), ("number", .bool): true
        case ("sequence", .list), ("sequence", .string), ("sequence", .mapping): true
        case ("true", .bool(let flag)): flag
        case ("false", .bool(let flag)): !flag
        default: false
        }
    }

    private static func comparison(_ name: String) -> TemplateExpression.Comparison? {
        switch name {
        case "eq", "equalto": .equal
        case "ne": .notEqual
        case "lt", "lessthan": .less
        case "le": .lessOrEqual
        case "gt", "greaterthan": .greater
        case "ge": .greaterOrEqual
        default: nil
        }
    }

    /// Ansible's `version`: loose versions only.
    private func version(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> Bool {
        let values = try bind(arguments, ["version", "operator", "strict", "version_type"], "version", at: offset)
        try refuse(["strict"], values, "version", at: offset)
        if let type = try optionalText("version_type", values, "version", at: offset), type != "loose" {
            throw failure(.unsupported("'version_type' other than loose"), at: offset)
        }
        let own = try versionText(try require(value, at: offset), at: offset)
        let other = try versionText(try argument("version", values, "version", at: offset), at: offset)
        let sign = try optionalText("operator", values, "version", at: offset) ?? "eq"
        guard let order = LooseVersion(own).compared(to: LooseVersion(other)) else {
            throw failure(.failed("the versions \(Excerpt(own)) and \(Excerpt(other)) have no order"), at: offset)
        }
        switch sign {
        case "==", "=", "eq": return order == 0
        case "!=", "<>", "ne": return order != 0
        case "<", "lt": return order < 0
        case "<=", "le": return order <= 0
        case ">", "gt": return order > 0
        case ">=", "ge": return order >= 0
        default: throw failure(.failed("'version' has no operator \(Excerpt(sign))"), at: offset)
        }
    }

    private func versionText(_ value: TemplateValue, at offset: Int) throws(TemplateError) -> String {
        let text: String?
        if case .integer(let number) = value { text = String(number) } else { text = value.text }
        guard let text, !text.isEmpty else {
            throw failure(.failed("a version that is \(value.text == "" ? "empty" : value.kindName)"), at: offset)
        }
        return text
    }

    /// Ansible's `match` and `search`.
    private func matches(
        _ value: TemplateValue, _ name: String, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> Bool {
        let values = try bind(arguments, ["pattern", "ignorecase", "multiline"], name, at: offset)
        try refuse(["ignorecase", "multiline"], values, name, at: offset)
        let text = try self.text(of: value, at: offset)
        let pattern = try optionalText("pattern", values, name, at: offset) ?? ""
        do throws(PatternError) {
            return try Pattern(pattern).matches(text, anywhere: name == "search", steps: &steps)
        } catch {
            throw failure(of: error, at: offset)
        }
    }

    /// What a pattern's error is in a template.
    func failure(of error: PatternError, at offset: Int) -> TemplateError {
        switch error {
        case .unsupported(let text): failure(.unsupported("in a pattern: \(text)"), at: offset)
        case .broken(let text): failure(.failed("a broken pattern: \(text)"), at: offset)
        case .tooManySteps: failure(.tooManySteps, at: offset)
        }
    }
}
