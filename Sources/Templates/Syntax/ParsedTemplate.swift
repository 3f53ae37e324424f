/// A template taken apart.
struct ParsedTemplate: Sendable {
    let nodes: [TemplateNode]

    /// The only expression of a text that is nothing but `{{ … }}`: its value keeps its kind.
    var onlyExpression: TemplateExpression? {
        guard nodes.count == 1, case .output(let expression) = nodes[0] else { return nil }
        return expression
    }

    /// - Throws: `SyntaxFault`.
    init(_ source: SourceText, trimsBlocks: Bool) throws(SyntaxFault) {
        var parser = TemplateParser(try TemplateLexer.segments(source, trimsBlocks: trimsBlocks))
        nodes = try parser.template()
    }
}
