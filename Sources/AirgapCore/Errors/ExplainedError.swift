/// An error that a person can act on: its text names stage, item and cause, and it knows the exit code.
package protocol ExplainedError: Error, CustomStringConvertible {
    /// What the process exits with when this is the reason.
    var exitCode: ExitCode { get }
}
