extension TemplateEvaluator {
    /// The filters that are known, for messages.
    static let filters = [
        "bool", "default", "dict2items", "first", "int", "join", "last", "length", "list", "lower", "regex_replace",
        "reject", "replace", "select", "split", "string", "ternary", "trim", "upper",
    ]

    /// `value | name(arguments)`
    func filter(
        _ expression: TemplateExpression, _ name: String, _ arguments: CallArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let value = try evaluate(expression)
        if name == "default" || name == "d" {
            return try fallback(value, try values(of: arguments), at: offset)
        }
        let present = try require(value, at: expression.offset)
        let arguments = try values(of: arguments)
        if let result = try textFilter(name, present, arguments, at: offset) { return result }
        if let result = try listFilter(name, present, arguments, at: offset) { return result }
        let known = Self.filters.joined(separator: ", ")
        throw failure(.unsupported("the filter \(Excerpt(name)); known: \(known)"), at: offset)
    }

    /// `default(value, boolean)`: the one place where what is not there is no error.
    private func fallback(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        guard let values = arguments.bound(to: ["default_value", "boolean"]) else {
            throw failure(.failed("the arguments of 'default'; known: default_value, boolean"), at: offset)
        }
        let other = values["default_value"] ?? .string("")
        if case .undefined = value { return other }
        if let boolean = values["boolean"], try isTrue(boolean, at: offset) {
            return try isTrue(value, at: offset) ? value : other
        }
        return value
    }

    private func textFilter(
        _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue? {
        switch name {
        case "lower", "upper":
            _ = try bind(arguments, [], name, at: offset)
            let text = try text(of: value, at: offset)
            return .string(name == "lower" ? PythonText.lower(text) : PythonText.upper(text))
        case "trim":
            let values = try bind(arguments, ["chars"], name, at: offset)
            let characters = try optionalText("chars", values, name, at: offset)
            return .string(PythonText.strip(try text(of: value, at: offset), characters))
        case "string":
            _ = try bind(arguments, [], name, at: offset)
            return .string(try text(of: value, at: offset))
        case "replace":
            let values = try bind(arguments, ["old", "new", "count"], name, at: offset)
            return try replace(
                try text(of: value, at: offset),
                try text(of: try argument("old", values, name, at: offset), at: offset),
                try text(of: try argument("new", values, name, at: offset), at: offset), values["count"], at: offset)
        case "split":
            guard case .string(let text) = value.text.map({ .string($0) }) ?? value else {
                throw failure(.failed("'split' of \(value.kindName)"), at: offset)
            }
            return try split(text, arguments, at: offset)
        case "regex_replace": return try replacePattern(value, arguments, at: offset)
        case "int": return try number(value, arguments, at: offset)
        case "bool":
            _ = try bind(arguments, [], name, at: offset)
            return Self.flag(value)
        case "ternary": return try ternary(value, arguments, at: offset)
        default: return nil
        }
    }

    /// Ansible's `regex_replace`.
    private func replacePattern(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let name = "regex_replace"
        let parameters = ["pattern", "replacement", "ignorecase", "multiline", "count", "mandatory_count"]
        let values = try bind(arguments, parameters, name, at: offset)
        try refuse(["ignorecase", "multiline", "mandatory_count"], values, name, at: offset)
        let pattern = try optionalText("pattern", values, name, at: offset) ?? ""
        let replacement = try optionalText("replacement", values, name, at: offset) ?? ""
        var limit = 0
        if let count = values["count"] { limit = try wholeNumber(count, name, at: offset) }
        guard limit >= 0 else { throw failure(.unsupported("a count below 0"), at: offset) }
        let text = try text(of: value, at: offset)
        do throws(PatternError) {
            let result = try Pattern(pattern)
                .replacing(text, with: replacement, limit: limit, longest: longest, steps: &steps)
            return .string(result)
        } catch {
            throw failure(of: error, at: offset)
        }
    }

    /// `int(default)`: 0 for what is no number.
    private func number(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let values = try bind(arguments, ["default", "base"], "int", at: offset)
        if let base = values["base"], base.wholeNumber != 10 {
            throw failure(.unsupported("'int' with another base than 10"), at: offset)
        }
        if let number = value.wholeNumber { return .integer(number) }
        if let number = value.number ?? value.text.flatMap(Self.decimal) {
            guard number.magnitude < 1e15 else { throw failure(.unsupported("a number so large"), at: offset) }
            return .integer(Int(number))
        }
        return values["default"] ?? .integer(0)
    }

    /// Digits with a sign and a fraction, white space around.
    private static func decimal(_ text: String) -> Double? {
        let text = PythonText.strip(text, nil)
        guard text.utf8.contains(where: { (48...57).contains($0) }),
            text.utf8.allSatisfy({ (48...57).contains($0) || [0x2B, 0x2D, 0x2E].contains($0) })
        else { return nil }
        return Double(text)
    }

    /// Ansible's `bool`.
    private static func flag(_ value: TemplateValue) -> TemplateValue {
        switch value.typed {
        case .none: .none
        case .bool(let flag): .bool(flag)
        case .string(let text): .bool(["yes", "on", "1", "true"].contains(PythonText.lower(text)))
        default: .bool(value.number == 1)
        }
    }

    /// Ansible's `ternary(true, false, none)`.
    private func ternary(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let values = try bind(arguments, ["true_val", "false_val", "none_val"], "ternary", at: offset)
        if case .none = value, let other = values["none_val"] {
            if case .none = other {} else { return other }
        }
        return try argument(try isTrue(value, at: offset) ? "true_val" : "false_val", values, "ternary", at: offset)
    }
}
