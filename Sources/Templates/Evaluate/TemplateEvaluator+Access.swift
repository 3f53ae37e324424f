extension TemplateEvaluator {
    /// The methods of Python that this engine has.
    static let methods: Set<String> = [
        "keys", "values", "items", "get", "split", "startswith", "endswith", "lower", "upper", "strip", "lstrip",
        "rstrip", "replace",
    ]
    /// Python's other methods of texts, lists and mappings: their names hide keys, so they are refused.
    static let otherMethods: Set<String> = [
        "pop", "update", "copy", "clear", "setdefault", "popitem", "fromkeys", "format", "join", "title", "capitalize",
        "index", "count", "append", "extend", "insert", "remove", "reverse", "sort", "find", "rfind", "rsplit",
        "splitlines", "partition", "rpartition", "zfill", "isdigit", "isalpha", "encode", "center", "ljust", "rjust",
    ]

    /// A value as the key of a mapping: keys are texts as they were written.
    static func key(_ value: TemplateValue) -> String? {
        if let text = value.text { return text }
        if case .integer(let number) = value { return String(number) }
        return nil
    }

    /// `a.b`
    func attribute(
        _ name: String, of object: TemplateExpression, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let value = try evaluate(object)
        if let undefined = passed(value) { return undefined }
        guard case .mapping(let mapping) = try require(value, at: offset) else {
            guard !Self.methods.contains(name), !Self.otherMethods.contains(name) else {
                throw failure(.unsupported("the method '\(name)' without a call"), at: offset)
            }
            return missing("no attribute \(Excerpt(name)) in \(value.kindName)", of: object, at: offset)
        }
        guard !Self.methods.contains(name),
            !["pop", "update", "copy", "clear", "setdefault", "popitem", "fromkeys"].contains(name)
        else {
            throw failure(.unsupported("'.\(name)' names a method; write ['\(name)'] for the key"), at: offset)
        }
        if let found = mapping[name] { return found }
        return missing("no key \(Excerpt(name))", of: object, at: offset)
    }

    /// `a[b]`
    func element(
        _ key: TemplateExpression, of object: TemplateExpression, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let value = try evaluate(object)
        let key = try required(key)
        if let undefined = passed(value) { return undefined }
        switch try require(value, at: offset) {
        case .mapping(let mapping):
            guard let name = Self.key(key) else {
                throw failure(.unsupported("\(key.kindName) as a key"), at: offset)
            }
            if let found = mapping[name] { return found }
            return missing("no key \(Excerpt(name))", of: object, at: offset)
        case .list(let elements):
            guard let index = key.wholeNumber else {
                return missing("no element \(Excerpt(key.text ?? key.kindName))", of: object, at: offset)
            }
            if let position = Self.position(index, in: elements.count) { return elements[position] }
            return missing("no element \(index), there are \(elements.count)", of: object, at: offset)
        case .string(let text):
            let scalars = Array(text.unicodeScalars)
            guard let index = key.wholeNumber, let position = Self.position(index, in: scalars.count) else {
                return missing("no such element in a text", of: object, at: offset)
            }
            return .string(String(scalars[position]))
        case let other: return missing("no elements in \(other.kindName)", of: object, at: offset)
        }
    }

    /// `a[b:c:d]`
    func slice(
        _ object: TemplateExpression, _ from: TemplateExpression?, _ to: TemplateExpression?,
        _ step: TemplateExpression?, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let value = try required(object)
        guard try bound(step) ?? 1 == 1 else { throw failure(.unsupported("a slice with a step"), at: offset) }
        let elements: [TemplateValue]
        switch value {
        case .list, .string: elements = try self.elements(of: value, at: offset)
        default: throw failure(.failed("a slice of \(value.kindName)"), at: offset)
        }
        let low = Self.clamped(try bound(from) ?? 0, elements.count)
        let high = Self.clamped(try bound(to) ?? elements.count, elements.count)
        let part = low < high ? Array(elements[low..<high]) : []
        guard case .string = value else { return .list(part) }
        return .string(part.compactMap(\.text).joined())
    }

    private func bound(_ expression: TemplateExpression?) throws(TemplateError) -> Int? {
        guard let expression else { return nil }
        let value = try required(expression)
        if case .none = value { return nil }
        guard let number = value.wholeNumber else {
            throw failure(.failed("a slice up to \(value.kindName)"), at: expression.offset)
        }
        return number
    }

    /// As in Ansible, what is inside of what is not there is not there either.
    private func passed(_ value: TemplateValue) -> TemplateValue? {
        guard case .undefined(let undefined) = value, undefined.error != nil else { return nil }
        return value
    }

    private func missing(_ text: String, of object: TemplateExpression, at offset: Int) -> TemplateValue {
        let name = Self.name(of: object)
        let cause = TemplateError.Cause.missing(name.isEmpty ? text : "\(text) (of '\(name)')")
        return .undefined(TemplateUndefined(error: failure(cause, at: offset)))
    }

    /// How an expression is written, as far as it is names and literals.
    private static func name(of expression: TemplateExpression) -> String {
        switch expression.kind {
        case .name(let name): return name
        case .attribute(let object, let name): return "\(Self.name(of: object)).\(name)"
        case .element(let object, let key):
            if case .literal(let value) = key.kind, let text = Self.key(value) {
                return "\(Self.name(of: object))[\(text)]"
            }
            return "\(Self.name(of: object))[\(Self.name(of: key))]"
        default: return ""
        }
    }

    private static func position(_ index: Int, in count: Int) -> Int? {
        let position = index < 0 ? count + index : index
        return (0..<count).contains(position) ? position : nil
    }

    private static func clamped(_ index: Int, _ count: Int) -> Int {
        index < 0 ? max(0, count + max(index, -count)) : min(index, count)
    }
}
