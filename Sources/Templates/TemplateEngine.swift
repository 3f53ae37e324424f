/// The template language of kubespray's variables: a part of Jinja with exactly its meaning, and errors for the rest.
///
/// A variable that is not there is an error, unless `default` or `is defined` deals with it. Values of variables may be
/// templates themselves; they are evaluated when they are used. Everything is bounded by `TemplateLimits`.
package struct TemplateEngine: Sendable {
    package let variables: TemplateVariables
    package var limits = TemplateLimits()
    /// Whether the line end after `%}` and `#}` goes, as Ansible has it.
    package var trimsBlocks = true

    package init(_ variables: TemplateVariables) {
        self.variables = variables
    }

    /// Fills in a text.
    ///
    /// - Throws: `TemplateError`.
    package func render(_ text: TemplateText) throws(TemplateError) -> String {
        guard TemplateText.isTemplate(text.source) || text.source.hasPrefix("#jinja2:") else { return text.source }
        return try TemplateEvaluator(self).render(text)
    }

    /// Fills in a text; of what is not there, everything is told, not the first alone.
    ///
    /// - Returns: the text, or nil with the errors in the order found.
    package func renderCollecting(_ text: TemplateText) -> (text: String?, errors: [TemplateError]) {
        let evaluator = TemplateEvaluator(self)
        evaluator.collectsErrors = true
        do throws(TemplateError) {
            let result = try evaluator.render(text)
            return evaluator.collected.isEmpty ? (result, []) : (nil, evaluator.collected)
        } catch {
            return (nil, evaluator.collected + [error])
        }
    }

    /// The value of a text: of one that is nothing but `{{ … }}`, with its kind, otherwise the text that comes out.
    ///
    /// - Throws: `TemplateError`.
    package func value(of text: TemplateText) throws(TemplateError) -> TemplateValue {
        try TemplateEvaluator(self).value(of: text)
    }

    /// A value with everything in it evaluated, as deep as it goes.
    ///
    /// - Returns: lists and mappings hold no templates any more.
    /// - Throws: `TemplateError`, also for what is not there.
    package func evaluate(_ value: TemplateValue) throws(TemplateError) -> TemplateValue {
        try TemplateEvaluator(self).whole(value)
    }

    /// Whether a value counts as true, as Python has it.
    ///
    /// - Throws: `TemplateError`.
    package func isTrue(_ value: TemplateValue) throws(TemplateError) -> Bool {
        try TemplateEvaluator(self).isTrue(value)
    }

    /// The text of a value that is one: a text, a number, a bool; nothing for none.
    ///
    /// - Throws: `TemplateError` for lists, mappings, and what is not there.
    package func text(of value: TemplateValue) throws(TemplateError) -> String {
        try TemplateEvaluator(self).output(value)
    }
}
