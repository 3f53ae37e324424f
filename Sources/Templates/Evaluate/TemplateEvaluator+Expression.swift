extension TemplateEvaluator {
    /// The value of an expression; what is not there comes back as `.undefined`.
    func evaluate(_ expression: TemplateExpression) throws(TemplateError) -> TemplateValue {
        try nested(at: expression.offset) { () throws(TemplateError) in
            try force(try compute(expression), at: expression.offset)
        }
    }

    /// The value of an expression that must be there.
    func required(_ expression: TemplateExpression) throws(TemplateError) -> TemplateValue {
        try require(try evaluate(expression), at: expression.offset)
    }

    private func compute(_ expression: TemplateExpression) throws(TemplateError) -> TemplateValue {
        let offset = expression.offset
        switch expression.kind {
        case .literal(let value): return value
        case .name(let name): return try lookUp(name, at: offset)
        case .list(let elements):
            var result: [TemplateValue] = []
            for element in elements { result.append(try evaluate(element)) }
            return .list(result)
        case .mapping(let pairs): return try mapping(pairs)
        case .attribute(let object, let name): return try attribute(name, of: object, at: offset)
        case .element(let object, let key): return try element(key, of: object, at: offset)
        case .slice(let object, let from, let to, let step): return try slice(object, from, to, step, at: offset)
        case .method(let object, let name, let arguments):
            return try call(name, of: try required(object), try values(of: arguments), at: offset)
        case .filter(let value, let name, let arguments): return try filter(value, name, arguments, at: offset)
        case .test(let value, let name, let arguments):
            return .bool(try test(try evaluate(value), name, try values(of: arguments), at: offset))
        case .not(let value): return .bool(!(try isTrue(try evaluate(value), at: value.offset)))
        case .sign(let value, let isNegative): return try sign(value, isNegative, at: offset)
        case .and(let left, let right):
            let value = try evaluate(left)
            return try isTrue(value, at: left.offset) ? try evaluate(right) : value
        case .or(let left, let right):
            let value = try evaluate(left)
            return try isTrue(value, at: left.offset) ? value : try evaluate(right)
        case .compare(let first, let others): return .bool(try compare(first, others))
        case .arithmetic(let operation, let left, let right):
            let first = try required(left)
            if case .string = first, operation == .remainder {
                throw failure(.unsupported("'%' on a text"), at: offset)
            }
            return try arithmetic(operation, first, try required(right), at: offset)
        case .concatenation(let parts): return try concatenate(parts, at: offset)
        case .choice(let value, let condition, let otherwise):
            if try isTrue(try evaluate(condition), at: condition.offset) { return try evaluate(value) }
            guard let otherwise else { return .undefined(TemplateUndefined(error: nil)) }
            return try evaluate(otherwise)
        }
    }

    private func mapping(
        _ pairs: [(key: TemplateExpression, value: TemplateExpression)]
    ) throws(TemplateError) -> TemplateValue {
        var result: [(key: String, value: TemplateValue)] = []
        for (key, value) in pairs {
            guard let name = try required(key).text else {
                throw failure(.unsupported("a key that is no text"), at: key.offset)
            }
            result.append((name, try evaluate(value)))
        }
        return .mapping(TemplateMapping(result))
    }

    private func concatenate(_ parts: [TemplateExpression], at offset: Int) throws(TemplateError) -> TemplateValue {
        var writer = TemplateWriter(limit: longest)
        for part in parts {
            let text = try self.text(of: try evaluate(part), at: part.offset)
            guard writer.write(text) else { throw failure(.tooLong(longest), at: offset) }
        }
        return .string(writer.text)
    }

    private func sign(
        _ value: TemplateExpression, _ isNegative: Bool, at offset: Int
    ) throws(TemplateError) -> TemplateValue {
        let operand = try required(value)
        if let number = operand.wholeNumber {
            let (result, overflow) = isNegative ? (0).subtractingReportingOverflow(number) : (number, false)
            if !overflow { return .integer(result) }
        } else if case .float(let number) = operand.typed {
            return .float(isNegative ? -number : number)
        }
        throw failure(.failed("a sign before \(operand.kindName)"), at: offset)
    }

    /// Arguments with their values.
    func values(of arguments: CallArguments) throws(TemplateError) -> TemplateArguments {
        var result = TemplateArguments()
        for argument in arguments.positional { result.positional.append(try evaluate(argument)) }
        for (name, argument) in arguments.named { result.named.append((name, try evaluate(argument))) }
        return result
    }
}
