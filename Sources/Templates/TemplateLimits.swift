/// Bounds that keep a hostile template from using up time, memory or the stack.
package struct TemplateLimits: Sendable {
    /// The longest text that may come out, or be made on the way, in bytes.
    package var outputBytes = 1 << 20
    /// How many steps an evaluation may take: expressions, loop rounds, list elements, attempts of a pattern.
    package var steps = 500_000
    /// How deep evaluation may nest, variables that lead to variables included.
    package var depth = 200

    package init() {}

    /// How deep brackets and blocks may nest in one text.
    static let nesting = 40
    /// How many operators, filters or subscripts may follow each other.
    static let links = 150
}
