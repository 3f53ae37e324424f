/// A part of a parsed template.
enum TemplateNode: Sendable {
    case text(String)
    case output(TemplateExpression)
    /// `{% if %}` and `{% elif %}` with their bodies, then that of `{% else %}`.
    case condition([(test: TemplateExpression, body: [TemplateNode])], otherwise: [TemplateNode])
    case loop(TemplateLoop)
    /// `{% set name = value %}`
    case assignment(String, TemplateExpression)
}
