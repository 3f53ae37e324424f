extension TemplateEvaluator {
    /// Arguments by name; each of them must be there.
    func bind(
        _ arguments: TemplateArguments, _ parameters: [String], _ name: String, at offset: Int
    ) throws(TemplateError) -> [String: TemplateValue] {
        guard var values = arguments.bound(to: parameters) else {
            let known = parameters.isEmpty ? "none" : parameters.joined(separator: ", ")
            throw failure(.failed("the arguments of '\(name)'; known: \(known)"), at: offset)
        }
        for (key, value) in values { values[key] = try require(value, at: offset) }
        return values
    }

    /// An argument that must be given.
    func argument(
        _ parameter: String, _ values: [String: TemplateValue], _ name: String, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        guard let value = values[parameter] else {
            throw failure(.failed("'\(name)' needs '\(parameter)'"), at: offset)
        }
        return value
    }

    /// A text that must be given.
    func textArgument(
        _ parameter: String, _ values: [String: TemplateValue], _ name: String, at offset: Int
    ) throws(TemplateError) -> String {
        let value = try argument(parameter, values, name, at: offset)
        guard let text = value.text else {
            throw failure(.failed("'\(parameter)' of '\(name)' is \(value.kindName)"), at: offset)
        }
        return text
    }

    /// A text that may be missing or none.
    func optionalText(
        _ parameter: String, _ values: [String: TemplateValue], _ name: String, at offset: Int
    ) throws(TemplateError) -> String? {
        guard let value = values[parameter] else { return nil }
        if case .none = value { return nil }
        return try textArgument(parameter, values, name, at: offset)
    }

    /// A whole number.
    func wholeNumber(_ value: TemplateValue, _ name: String, at offset: Int) throws(TemplateError) -> Int {
        guard let number = try require(value, at: offset).wholeNumber else {
            throw failure(.failed("'\(name)' with \(value.kindName) for a number"), at: offset)
        }
        return number
    }

    /// Arguments that only say that something is off, which it is anyway.
    func refuse(
        _ parameters: [String], _ values: [String: TemplateValue], _ name: String, at offset: Int
    ) throws(TemplateError) {
        for parameter in parameters {
            guard let value = values[parameter], try isTrue(value, at: offset) else { continue }
            throw failure(.unsupported("'\(parameter)' of '\(name)'"), at: offset)
        }
    }
}
