extension TemplateEvaluator {
    /// A method of a mapping or a text. `keys`, `values` and `items` give lists.
    func call(
        _ name: String, of value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        if case .undefined = value { throw failure(.failed("a call of what is not there"), at: offset) }
        if case .mapping(let mapping) = value {
            if let result = try call(name, ofMapping: mapping, arguments, at: offset) { return result }
        } else if case .string(let text) = value {
            if let result = try call(name, ofText: text, arguments, at: offset) { return result }
        }
        throw failure(.unsupported("the method '\(name)' of \(value.kindName)"), at: offset)
    }

    private func call(
        _ name: String, ofMapping mapping: TemplateMapping, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue? {
        try count(mapping.count, at: offset)
        switch name {
        case "keys":
            _ = try bind(arguments, [], name, at: offset)
            return .list(mapping.keys.map { .string($0) })
        case "values":
            _ = try bind(arguments, [], name, at: offset)
            return .list(mapping.pairs.map(\.value))
        case "items":
            _ = try bind(arguments, [], name, at: offset)
            return .list(mapping.pairs.map { .list([.string($0.key), $0.value]) })
        case "get":
            let values = try bind(arguments, ["key", "default"], name, at: offset)
            guard let key = Self.key(try argument("key", values, name, at: offset)) else {
                throw failure(.unsupported("a key that is no text"), at: offset)
            }
            return mapping[key] ?? values["default"] ?? TemplateValue.none
        default: return nil
        }
    }

    private func call(
        _ name: String, ofText text: String, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue? {
        switch name {
        case "split": return try split(text, arguments, at: offset)
        case "lower", "upper":
            _ = try bind(arguments, [], name, at: offset)
            return .string(name == "lower" ? PythonText.lower(text) : PythonText.upper(text))
        case "startswith", "endswith":
            let values = try bind(arguments, ["prefix"], name, at: offset)
            let part = try textArgument("prefix", values, name, at: offset)
            let bytes = Array(text.utf8)
            return .bool(
                name == "startswith"
                    ? bytes.starts(with: part.utf8) : bytes.suffix(part.utf8.count).elementsEqual(part.utf8))
        case "strip", "lstrip", "rstrip":
            let values = try bind(arguments, ["chars"], name, at: offset)
            let characters = try optionalText("chars", values, name, at: offset)
            return .string(PythonText.strip(text, characters, left: name != "rstrip", right: name != "lstrip"))
        case "replace":
            let values = try bind(arguments, ["old", "new", "count"], name, at: offset)
            return try replace(
                text, try textArgument("old", values, name, at: offset),
                try textArgument("new", values, name, at: offset), values["count"], at: offset)
        default: return nil
        }
    }

    /// `split` without a separator cuts at white space.
    func split(
        _ text: String, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let values = try bind(arguments, ["sep", "maxsplit"], "split", at: offset)
        let separator = try optionalText("sep", values, "split", at: offset)
        guard separator != "" else { throw failure(.failed("'split' at nothing"), at: offset) }
        let limit = try values["maxsplit"].map { (value) throws(TemplateError) in
            try wholeNumber(value, "split", at: offset)
        }
        try count(text.utf8.count, at: offset)
        return .list(PythonText.split(text, separator, limit: limit ?? -1).map { .string($0) })
    }

    /// `replace`; an empty text stands between all scalars.
    func replace(
        _ text: String, _ old: String, _ new: String, _ limit: TemplateValue?, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        var most = -1
        if let limit, case .none = limit {} else if let limit { most = try wholeNumber(limit, "replace", at: offset) }
        try count(text.utf8.count, at: offset)
        guard let result = PythonText.replace(text, old, new, limit: most, longest: longest) else {
            throw failure(.tooLong(longest), at: offset)
        }
        return .string(result)
    }
}
