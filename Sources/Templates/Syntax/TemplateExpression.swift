/// An expression with the place of its first token.
struct TemplateExpression: Sendable {
    indirect enum Kind: Sendable {
        case literal(TemplateValue)
        case name(String)
        case list([TemplateExpression])
        case mapping([(key: TemplateExpression, value: TemplateExpression)])
        /// `a.b`
        case attribute(TemplateExpression, String)
        /// `a[b]`, `a.0`
        case element(TemplateExpression, TemplateExpression)
        /// `a[b:c]`
        case slice(TemplateExpression, from: TemplateExpression?, to: TemplateExpression?, step: TemplateExpression?)
        /// `a.b(…)`
        case method(TemplateExpression, String, CallArguments)
        /// `a | b(…)`
        case filter(TemplateExpression, String, CallArguments)
        /// `a is b(…)`
        case test(TemplateExpression, String, CallArguments)
        case not(TemplateExpression)
        /// `-a`, `+a`
        case sign(TemplateExpression, isNegative: Bool)
        case and(TemplateExpression, TemplateExpression)
        case or(TemplateExpression, TemplateExpression)
        /// `a < b <= c`: true when every pair holds.
        case compare(TemplateExpression, [(comparison: Comparison, value: TemplateExpression)])
        case arithmetic(Arithmetic, TemplateExpression, TemplateExpression)
        /// `a ~ b ~ c`
        case concatenation([TemplateExpression])
        /// `a if b else c`
        case choice(TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
    }

    enum Comparison: String, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case inside = "in"
        case notInside = "not in"
    }

    enum Arithmetic: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case floorDivide = "//"
        case remainder = "%"
    }

    let kind: Kind
    let offset: Int
}
