/// What a name, key or index led to that is not there.
package struct TemplateUndefined: Sendable {
    /// The error that its use is; nil for the missing `else` of `a if b`, which prints as nothing.
    let error: TemplateError?
}
