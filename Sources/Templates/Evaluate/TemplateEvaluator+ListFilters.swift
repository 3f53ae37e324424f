extension TemplateEvaluator {
    /// The filters of lists and mappings; nil for an unknown name.
    func listFilter(
        _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue? {
        switch name {
        case "join": return try join(value, arguments, at: offset)
        case "first", "last":
            _ = try bind(arguments, [], name, at: offset)
            let elements = try elements(of: value, at: offset)
            if let found = name == "first" ? elements.first : elements.last { return found }
            return .undefined(TemplateUndefined(error: failure(.missing("'\(name)' of nothing"), at: offset)))
        case "length", "count":
            _ = try bind(arguments, [], name, at: offset)
            return .integer(try elements(of: value, at: offset).count)
        case "list":
            _ = try bind(arguments, [], name, at: offset)
            return .list(try elements(of: value, at: offset))
        case "dict2items": return try items(value, arguments, at: offset)
        case "select", "reject": return try select(value, arguments, keeps: name == "select", at: offset)
        default: return nil
        }
    }

    private func join(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let values = try bind(arguments, ["d", "attribute"], "join", at: offset)
        if let attribute = values["attribute"] {
            guard case .none = attribute else { throw failure(.unsupported("'attribute' of 'join'"), at: offset) }
        }
        let separator = try values["d"].map { (value) throws(TemplateError) in try text(of: value, at: offset) } ?? ""
        var writer = TemplateWriter(limit: longest)
        for (index, element) in try elements(of: value, at: offset).enumerated() {
            let text = try text(of: element, at: offset)
            guard writer.write(index == 0 ? text : separator + text) else {
                throw failure(.tooLong(longest), at: offset)
            }
        }
        return .string(writer.text)
    }

    /// Ansible's `dict2items`.
    private func items(
        _ value: TemplateValue, _ arguments: TemplateArguments, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let values = try bind(arguments, ["key_name", "value_name"], "dict2items", at: offset)
        let key = try optionalText("key_name", values, "dict2items", at: offset) ?? "key"
        let name = try optionalText("value_name", values, "dict2items", at: offset) ?? "value"
        guard case .mapping(let mapping) = value else {
            throw failure(.failed("'dict2items' of \(value.kindName)"), at: offset)
        }
        try count(mapping.count, at: offset)
        return .list(mapping.pairs.map { .mapping(TemplateMapping([(key, .string($0.key)), (name, $0.value)])) })
    }

    /// `select('test', …)`, `reject('test', …)`; without a test, what counts as true.
    private func select(
        _ value: TemplateValue, _ arguments: TemplateArguments, keeps: Bool, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        var rest = arguments
        var test: String?
        if !rest.positional.isEmpty {
            let name = try require(rest.positional.removeFirst(), at: offset)
            guard let text = name.text else { throw failure(.failed("a test that is \(name.kindName)"), at: offset) }
            test = text.hasPrefix("ansible.builtin.") ? String(text.dropFirst(16)) : text
        }
        var result: [TemplateValue] = []
        // Jinja makes nothing of what counts as false, whatever it is.
        guard try isTrue(value, at: offset) else { return .list([]) }
        for element in try elements(of: value, at: offset) {
            let element = try force(element, at: offset)
            let holds: Bool
            if let test {
                holds = try self.test(element, test, rest, at: offset)
            } else {
                holds = try isTrue(element, at: offset)
            }
            if holds == keeps { result.append(element) }
        }
        return .list(result)
    }
}
