extension TemplateEvaluator {
    /// `a < b <= c`: each value is computed once, and none after the first pair that does not hold.
    func compare(
        _ first: TemplateExpression,
        _ others: [(comparison: TemplateExpression.Comparison, value: TemplateExpression)]
    ) throws(TemplateError) -> Bool {
        var left = try required(first)
        for (comparison, expression) in others {
            let right = try required(expression)
            guard try holds(comparison, left, right, at: expression.offset) else { return false }
            left = right
        }
        return true
    }

    /// Whether a comparison holds.
    func holds(
        _ comparison: TemplateExpression.Comparison, _ left: TemplateValue, _ right: TemplateValue, at offset: Int
    ) throws(TemplateError) -> Bool {
        switch comparison {
        case .equal: return try equal(left, right, at: offset)
        case .notEqual: return !(try equal(left, right, at: offset))
        case .less: return try order(left, right, at: offset) == -1
        case .lessOrEqual: return [-1, 0].contains(try order(left, right, at: offset))
        case .greater: return try order(left, right, at: offset) == 1
        case .greaterOrEqual: return [0, 1].contains(try order(left, right, at: offset))
        case .inside: return try contains(right, left, at: offset)
        case .notInside: return !(try contains(right, left, at: offset))
        }
    }

    /// Python's `==`. What was written without quotes equals both the text and the value that it is.
    func equal(_ left: TemplateValue, _ right: TemplateValue, at offset: Int) throws(TemplateError) -> Bool {
        let left = try require(left, at: offset)
        let right = try require(right, at: offset)
        try count(1, at: offset)
        switch (left, right) {
        case (.none, .none), (.undefined, .undefined): return true
        case (.written(let left), .written(let right)):
            if case .float = left.typed { return left.text == right.text }
            return left.typed.number == right.typed.number
        case (.string(let text), .written(let scalar)), (.written(let scalar), .string(let text)):
            return scalar.text == text
        case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            for (left, right) in zip(left, right) {
                let isEqual = try nested(at: offset) { () throws(TemplateError) in
                    try equal(left, right, at: offset)
                }
                guard isEqual else { return false }
            }
            return true
        case (.mapping(let left), .mapping(let right)):
            guard left.count == right.count else { return false }
            for (key, value) in left.pairs {
                guard let other = right[key] else { return false }
                let isEqual = try nested(at: offset) { () throws(TemplateError) in
                    try equal(value, other, at: offset)
                }
                guard isEqual else { return false }
            }
            return true
        default:
            if let left = left.wholeNumber, let right = right.wholeNumber { return left == right }
            guard let left = left.number, let right = right.number else { return false }
            return left == right
        }
    }

    /// -1, 0 or 1.
    private func order(_ left: TemplateValue, _ right: TemplateValue, at offset: Int) throws(TemplateError) -> Int {
        if let left = left.wholeNumber, let right = right.wholeNumber {
            return left < right ? -1 : left > right ? 1 : 0
        }
        if let left = left.number, let right = right.number { return left < right ? -1 : left > right ? 1 : 0 }
        if case .string(let left) = left, case .string(let right) = right {
            if left.utf8.elementsEqual(right.utf8) { return 0 }
            return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
        }
        throw failure(.failed("\(left.kindName) and \(right.kindName) have no order"), at: offset)
    }

    /// Python's `in`.
    func contains(_ container: TemplateValue, _ value: TemplateValue, at offset: Int) throws(TemplateError) -> Bool {
        switch container {
        case .list(let elements):
            for element in elements {
                if try equal(element, value, at: offset) { return true }
            }
            return false
        case .mapping(let mapping): return Self.key(value).flatMap { mapping[$0] } != nil
        default:
            guard case .string(let text) = container else {
                throw failure(.failed("'in' \(container.kindName)"), at: offset)
            }
            guard case .string(let part) = value else {
                throw failure(.failed("\(value.kindName) 'in' a text"), at: offset)
            }
            try count(text.utf8.count / 16, at: offset)
            return part.isEmpty || Array(text.utf8).contains(Array(part.utf8))
        }
    }
}
