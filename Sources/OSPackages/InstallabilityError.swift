import AirgapCore

/// A request that does not install from the produced repository alone; carries the reason in words.
struct InstallabilityError: ExplainedError, Equatable {
    let reason: String

    var description: String { "it would not install: \(reason)" }

    var exitCode: ExitCode { .badConfiguration }
}
