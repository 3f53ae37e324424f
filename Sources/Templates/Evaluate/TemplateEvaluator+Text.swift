extension TemplateEvaluator {
    /// Whether a value counts as true, as Python has it.
    func isTrue(_ value: TemplateValue, at offset: Int = 0) throws(TemplateError) -> Bool {
        switch try require(value, at: offset).typed {
        case .none, .undefined: false
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .float(let number): number != 0
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .mapping(let mapping): mapping.count > 0
        case .written, .deferred: false
        }
    }

    /// What `{{ }}` prints: nothing for none, as Ansible has it.
    func output(_ value: TemplateValue, at offset: Int = 0) throws(TemplateError) -> String {
        let value = try require(value, at: offset)
        if case .none = value { return "" }
        return try text(of: value, at: offset)
    }

    /// Python's `str`.
    func text(of value: TemplateValue, at offset: Int) throws(TemplateError) -> String {
        switch try require(value, at: offset) {
        case .none: return "None"
        case .bool(let flag): return flag ? "True" : "False"
        case .integer(let number): return String(number)
        case .float(let number):
            // In this range Python writes the same digits.
            guard number.magnitude < 1e15, number == 0 || number.magnitude >= 1e-4 else {
                throw failure(.unsupported("a number so large or small in a text"), at: offset)
            }
            return String(number)
        case .string(let text): return text
        case .written(let scalar): return scalar.text
        case .undefined: return ""
        case .list: throw failure(.unsupported("a list in a text; use 'join'"), at: offset)
        case .mapping: throw failure(.unsupported("a mapping in a text"), at: offset)
        case .deferred: return ""
        }
    }

    /// What a loop, `join` or `first` goes through: elements, keys, or the scalars of a text.
    func elements(of value: TemplateValue, at offset: Int) throws(TemplateError) -> [TemplateValue] {
        let result: [TemplateValue]
        switch try require(value, at: offset) {
        case .list(let elements): result = elements
        case .mapping(let mapping): result = mapping.keys.map { .string($0) }
        case .string(let text): result = text.unicodeScalars.map { .string(String($0)) }
        case .undefined: result = []
        case let other: throw failure(.failed("\(other.kindName) has no elements"), at: offset)
        }
        try count(result.count, at: offset)
        return result
    }
}
