/// One evaluation, with what it has used up and the variables that it is in.
final class TemplateEvaluator {
    /// A text that is being evaluated.
    private struct Frame {
        let text: TemplateText
        let source: SourceText
    }

    /// The most errors that are collected.
    private static let mostErrors = 50

    private let engine: TemplateEngine
    private var frames: [Frame] = []
    private var values: [TemplateText: TemplateValue] = [:]
    private var depth = 0
    /// The scalar of the first text that is being evaluated.
    private var rootOffset = 0
    var steps: Int
    /// Names that `for` and `set` gave values, innermost last; those of the first text only.
    var locals: [[String: TemplateValue]] = [[:]]

    /// Whether what is not there is collected, as far as `{{ }}` of the first text name it.
    var collectsErrors = false
    private(set) var collected: [TemplateError] = []

    init(_ engine: TemplateEngine) {
        self.engine = engine
        steps = engine.limits.steps
    }

    var longest: Int { engine.limits.outputBytes }

    /// The text that comes out of one.
    func render(_ text: TemplateText) throws(TemplateError) -> String {
        try output(try value(of: text))
    }

    /// The value of a text.
    func value(of text: TemplateText) throws(TemplateError) -> TemplateValue {
        try within(text) { () throws(TemplateError) in
            let template: ParsedTemplate
            do throws(SyntaxFault) {
                template = try ParsedTemplate(frames[frames.count - 1].source, trimsBlocks: engine.trimsBlocks)
            } catch {
                throw failure(error.cause, at: error.offset)
            }
            if !collectsErrors || frames.count > 1, let expression = template.onlyExpression {
                return try force(evaluate(expression), at: expression.offset)
            }
            var writer = TemplateWriter(limit: longest)
            try run(template.nodes, into: &writer)
            // Ansible reads these two texts back as bools.
            switch writer.text {
            case "True": return WrittenScalar.bool(true, text: "True")
            case "False": return WrittenScalar.bool(false, text: "False")
            default: return .string(writer.text)
            }
        }
    }

    /// A value that is not a template: what is deferred is evaluated now, once.
    func force(_ value: TemplateValue, at offset: Int) throws(TemplateError) -> TemplateValue {
        guard case .deferred(let text) = value else { return value }
        if let known = values[text] { return known }
        try count(1, at: offset)
        if let first = frames.firstIndex(where: { $0.text == text }) {
            throw failure(.cycle(frames[first...].map(\.text.name) + [text.name]), at: offset)
        }
        let outside = locals
        locals = [[:]]
        defer { locals = outside }
        let result: TemplateValue
        do {
            result = try self.value(of: text)
        } catch {
            // As in Ansible, a variable that needs what is not there is itself not there.
            guard error.isUndefined else { throw error }
            result = .undefined(TemplateUndefined(error: error))
        }
        values[text] = result
        return result
    }

    /// A value that must be there.
    func require(_ value: TemplateValue, at offset: Int) throws(TemplateError) -> TemplateValue {
        let value = try force(value, at: offset)
        if case .undefined(let undefined) = value, var error = undefined.error {
            if let root = frames.first {
                error.origin =
                    error.chain.isEmpty && frames.count == 1
                    ? error.place : root.source.place(of: rootOffset, from: root.text.place)
            }
            throw error
        }
        return value
    }

    /// The value of a name: of a loop or `set`, or of a variable.
    func lookUp(_ name: String, at offset: Int) throws(TemplateError) -> TemplateValue {
        for scope in locals.reversed() {
            if let value = scope[name] { return value }
        }
        guard let value = engine.variables[name] else {
            return .undefined(TemplateUndefined(error: failure(.unknown(name, near: nil), at: offset)))
        }
        return try force(value, at: offset)
    }

    /// Everything in a value, as deep as it goes.
    func whole(_ value: TemplateValue) throws(TemplateError) -> TemplateValue {
        try nested(at: 0) { () throws(TemplateError) in
            switch try require(value, at: 0) {
            case .list(let elements):
                var result: [TemplateValue] = []
                for element in elements { result.append(try whole(element)) }
                return .list(result)
            case .mapping(let mapping):
                var pairs: [(key: String, value: TemplateValue)] = []
                for (key, value) in mapping.pairs { pairs.append((key, try whole(value))) }
                return .mapping(TemplateMapping(pairs))
            case let other: return other
            }
        }
    }

    /// An error at a scalar of the text that is being evaluated.
    func failure(_ cause: TemplateError.Cause, at offset: Int) -> TemplateError {
        guard let frame = frames.last, let root = frames.first else {
            return TemplateError(cause: cause, place: TemplatePlace(), origin: TemplatePlace(), chain: [])
        }
        let place = frame.source.place(of: offset, from: frame.text.place)
        let isRoot = frames.count == 1
        let links = frames.filter { !$0.text.name.isEmpty }
        return TemplateError(
            cause: cause, place: place,
            origin: isRoot ? place : root.source.place(of: rootOffset, from: root.text.place),
            chain: links.map { TemplateError.Link(name: $0.text.name, place: $0.text.place) })
    }

    /// Keeps an error for the end, when that is wanted and possible.
    func collect(_ error: TemplateError) throws(TemplateError) {
        guard collectsErrors, frames.count == 1, error.isUndefined, collected.count < Self.mostErrors else {
            throw error
        }
        collected.append(error)
    }

    /// Takes steps from the budget.
    func count(_ number: Int, at offset: Int) throws(TemplateError) {
        steps -= number
        guard steps >= 0 else { throw failure(.tooManySteps, at: offset) }
    }

    /// Does something one level deeper.
    func nested<Result>(
        at offset: Int, _ body: () throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        depth += 1
        defer { depth -= 1 }
        if frames.count == 1 { rootOffset = offset }
        guard depth <= engine.limits.depth else { throw failure(.tooDeep, at: offset) }
        try count(1, at: offset)
        return try body()
    }

    private func within<Result>(
        _ text: TemplateText, _ body: () throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        let offset = rootOffset
        frames.append(Frame(text: text, source: SourceText(text.source)))
        defer {
            frames.removeLast()
            rootOffset = offset
        }
        return try nested(at: 0, body)
    }
}
