import AirgapCore

/// A dependency field that cannot be read; carries the field's text.
struct RelationError: Error, Equatable, CustomStringConvertible {
    let text: String

    var description: String { "not a dependency: \(Quoted(text))" }
}
