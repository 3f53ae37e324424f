/// `{% for names in source if condition %}`
struct TemplateLoop: Sendable {
    /// One name, or several that take an element apart.
    let names: [String]
    let source: TemplateExpression
    let condition: TemplateExpression?
    let body: [TemplateNode]
    /// What stands for a loop without any round.
    let otherwise: [TemplateNode]
    let offset: Int
}
