import AirgapCore

/// `--why` asked for something that is not in the bundle.
struct UnknownItemError: ExplainedError, Equatable {
    let name: String
    let bundle: String

    var description: String { "why: nothing called \(Quoted(name)) is in \(bundle)" }

    var exitCode: ExitCode { .badConfiguration }
}
