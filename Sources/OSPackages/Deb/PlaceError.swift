import AirgapCore

/// A Release file whose words cannot name a folder.
struct PlaceError: ExplainedError, Equatable {
    let field: String
    let value: String
    let key: String

    var description: String {
        "the Release file's \(field) \(Quoted(value)) cannot name a folder: set '\(key)' on this target"
    }

    var exitCode: ExitCode { .badConfiguration }
}
