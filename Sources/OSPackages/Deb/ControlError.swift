import AirgapCore

/// Text that is not deb822.
enum ControlError: ExplainedError, Equatable {
    case notText
    /// The line's number, from 1.
    case malformed(line: Int)
    /// A field that must be there is not.
    case missing(String)
    /// Something other than one paragraph.
    case notOneParagraph
    /// A field's value cannot be used: the field and its text.
    case unusable(String, String)

    var description: String {
        switch self {
        case .notText: "not UTF-8 text"
        case .malformed(let line): "line \(line) is no field"
        case .missing(let field): "the field '\(field)' is missing"
        case .notOneParagraph: "not exactly one paragraph"
        case .unusable(let field, let text): "the field '\(field)' cannot be used: \(Quoted(text))"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
