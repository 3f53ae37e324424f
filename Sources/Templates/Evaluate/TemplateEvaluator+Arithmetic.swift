extension TemplateEvaluator {
    /// `+` on numbers, texts and lists; the other operators on whole numbers.
    func arithmetic(
        _ operation: TemplateExpression.Arithmetic, _ left: TemplateValue, _ right: TemplateValue, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        if let left = left.wholeNumber, let right = right.wholeNumber {
            return .integer(try whole(operation, left, right, at: offset))
        }
        guard operation == .add else { throw mismatch(operation, left, right, at: offset) }
        switch (left, right) {
        case (.string(let left), .string(let right)):
            guard left.utf8.count + right.utf8.count <= longest else { throw failure(.tooLong(longest), at: offset) }
            return .string(left + right)
        case (.list(let left), .list(let right)):
            try count(left.count + right.count, at: offset)
            return .list(left + right)
        default: throw mismatch(operation, left, right, at: offset)
        }
    }

    private func mismatch(
        _ operation: TemplateExpression.Arithmetic, _ left: TemplateValue, _ right: TemplateValue, at offset: Int
    ) -> TemplateError {
        if left.number != nil, right.number != nil {
            return failure(.unsupported("'\(operation.rawValue)' on numbers that are not whole"), at: offset)
        }
        let kinds = [left, right].map(\.typed)
        let repeats = kinds.contains { if case .string = $0 { true } else if case .list = $0 { true } else { false } }
        if operation == .multiply, repeats, left.wholeNumber != nil || right.wholeNumber != nil {
            return failure(.unsupported("the repetition of a text or list"), at: offset)
        }
        let hint = operation == .add && (left.text != nil || right.text != nil) ? "; '~' puts texts together" : ""
        return failure(
            .failed("'\(operation.rawValue)' on \(left.kindName) and \(right.kindName)\(hint)"), at: offset)
    }

    /// Rounds down, as Python does.
    private func whole(
        _ operation: TemplateExpression.Arithmetic, _ left: Int, _ right: Int, at offset: Int
    ) throws(TemplateError) -> Int {
        let (result, overflow): (Int, Bool)
        switch operation {
        case .add: (result, overflow) = left.addingReportingOverflow(right)
        case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
        case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
        case .floorDivide, .remainder:
            guard right != 0 else { throw failure(.failed("a division by zero"), at: offset) }
            let (quotient, tooLarge) = left.dividedReportingOverflow(by: right)
            let (rest, _) = left.remainderReportingOverflow(dividingBy: right)
            let isBelow = rest != 0 && (rest < 0) != (right < 0)
            overflow = tooLarge
            result = operation == .floorDivide ? (isBelow ? quotient - 1 : quotient) : (isBelow ? rest + right : rest)
        }
        guard !overflow else { throw failure(.unsupported("a number so large"), at: offset) }
        return result
    }
}
