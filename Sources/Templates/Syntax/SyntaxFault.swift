/// A fault that reading a template found, at a scalar of its source.
struct SyntaxFault: Error {
    let cause: TemplateError.Cause
    let offset: Int

    /// Not a sentence of the language.
    static func syntax(_ text: String, at offset: Int) -> SyntaxFault {
        SyntaxFault(cause: .syntax(text), offset: offset)
    }

    /// A sentence of Jinja that this engine does not know.
    static func unsupported(_ text: String, at offset: Int) -> SyntaxFault {
        SyntaxFault(cause: .unsupported(text), offset: offset)
    }
}
