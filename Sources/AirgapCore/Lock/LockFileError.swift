/// A lock file that cannot be used.
package struct LockFileError: ExplainedError, Equatable {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "airgap.lock: \(reason)" }

    package var exitCode: ExitCode { .badConfiguration }
}
