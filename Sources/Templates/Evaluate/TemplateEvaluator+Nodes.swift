extension TemplateEvaluator {
    /// Evaluates the parts of a template in order.
    func run(_ nodes: [TemplateNode], into writer: inout TemplateWriter) throws(TemplateError) {
        for node in nodes {
            switch node {
            case .text(let text): try write(text, at: 0, into: &writer)
            case .output(let expression): try print(expression, into: &writer)
            case .condition(let branches, let otherwise): try choose(branches, otherwise, into: &writer)
            case .loop(let loop): try run(loop, into: &writer)
            case .assignment(let name, let expression):
                locals[locals.count - 1][name] = try evaluate(expression)
            }
        }
    }

    private func print(
        _ expression: TemplateExpression, into writer: inout TemplateWriter
    ) throws(TemplateError) {
        let text: String
        do {
            text = try output(try evaluate(expression), at: expression.offset)
        } catch {
            return try collect(error)
        }
        try write(text, at: expression.offset, into: &writer)
    }

    private func write(_ text: String, at offset: Int, into writer: inout TemplateWriter) throws(TemplateError) {
        guard writer.write(text) else { throw failure(.tooLong(longest), at: offset) }
    }

    private func choose(
        _ branches: [(test: TemplateExpression, body: [TemplateNode])], _ otherwise: [TemplateNode],
        into writer: inout TemplateWriter
    ) throws(TemplateError) {
        for branch in branches {
            if try isTrue(try evaluate(branch.test), at: branch.test.offset) {
                try nested(at: branch.test.offset) { () throws(TemplateError) in try run(branch.body, into: &writer) }
                return
            }
        }
        try run(otherwise, into: &writer)
    }

    private func run(_ loop: TemplateLoop, into writer: inout TemplateWriter) throws(TemplateError) {
        let source = try require(evaluate(loop.source), at: loop.source.offset)
        let elements = try elements(of: source, at: loop.source.offset)
        var rounds: [[String: TemplateValue]] = []
        for element in elements {
            try count(1, at: loop.offset)
            let names = try unpack(element, for: loop)
            if let condition = loop.condition {
                let holds = try inside(names) { () throws(TemplateError) in
                    try isTrue(try evaluate(condition), at: condition.offset)
                }
                guard holds else { continue }
            }
            rounds.append(names)
        }
        if rounds.isEmpty { return try run(loop.otherwise, into: &writer) }
        for (index, names) in rounds.enumerated() {
            let own = names.merging(["loop": Self.loopValue(index, of: rounds.count)]) { own, _ in own }
            try inside(own) { () throws(TemplateError) in
                try nested(at: loop.offset) { () throws(TemplateError) in try run(loop.body, into: &writer) }
            }
        }
    }

    private func inside<Result>(
        _ names: [String: TemplateValue], _ body: () throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        locals.append(names)
        defer { locals.removeLast() }
        return try body()
    }

    private func unpack(
        _ element: TemplateValue, for loop: TemplateLoop
    ) throws(TemplateError) -> [String: TemplateValue] {
        if loop.names.count == 1 { return [loop.names[0]: element] }
        let parts = try elements(of: try require(element, at: loop.offset), at: loop.offset)
        guard parts.count == loop.names.count else {
            throw failure(
                .failed("\(loop.names.count) names for an element of \(parts.count) in a loop"), at: loop.offset)
        }
        return Dictionary(zip(loop.names, parts)) { $1 }
    }

    private static func loopValue(_ index: Int, of count: Int) -> TemplateValue {
        let pairs: [(key: String, value: TemplateValue)] = [
            ("index", .integer(index + 1)), ("index0", .integer(index)), ("revindex", .integer(count - index)),
            ("revindex0", .integer(count - index - 1)), ("first", .bool(index == 0)),
            ("last", .bool(index == count - 1)), ("length", .integer(count)),
        ]
        return .mapping(TemplateMapping(pairs))
    }
}
