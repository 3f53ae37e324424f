import AirgapCore

/// A package whose words cannot be used in file names.
struct LockedPackageError: ExplainedError, Equatable {
    let name: String
    let version: String
    let architecture: String

    var description: String {
        "not a package: name \(Quoted(name)), version \(Quoted(version)), architecture \(Quoted(architecture))"
    }

    var exitCode: ExitCode { .unavailable }
}
