import AirgapCore

/// A package file that is another package than its index says.
struct OtherPackageError: ExplainedError, Equatable {
    let field: String
    let expected: String
    let found: String

    var description: String { "\(field) in the rpm file is \(Quoted(found)), expected \(Quoted(expected))" }

    var exitCode: ExitCode { .unavailable }
}
