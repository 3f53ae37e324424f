/// Variables by name.
package struct TemplateVariables: Sendable {
    private var values: [String: TemplateValue]

    package init(_ values: [String: TemplateValue] = [:]) {
        self.values = values
    }

    /// The value of a variable, not evaluated yet.
    package subscript(_ name: String) -> TemplateValue? { values[name] }

    /// All names, sorted.
    package var names: [String] { values.keys.sorted() }

    /// These and others; the others win.
    package func merging(_ others: TemplateVariables) -> TemplateVariables {
        TemplateVariables(values.merging(others.values) { $1 })
    }
}
