import AirgapCore

/// A command has told everything already; only the exit code is left.
struct FindingsReported: Error {
    let code: AirgapCore.ExitCode
}
