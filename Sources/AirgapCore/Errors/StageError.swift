/// A failure of one item in one stage: `stage: item: cause`.
package struct StageError: ExplainedError {
    /// A module's name or a step: `images`, `pack`, `cache`.
    package let stage: String
    /// What was being worked on: a reference, a path, a URL without credentials.
    package let item: String
    /// What went wrong.
    package let cause: any Error

    /// - Parameters:
    ///   - stage: a module's name or a step.
    ///   - item: what was being worked on.
    ///   - cause: what went wrong.
    package init(stage: String, item: String, cause: any Error) {
        self.stage = stage
        self.item = item
        self.cause = cause
    }

    package var description: String { "\(stage): \(item): \(cause)" }

    package var exitCode: ExitCode { (cause as? any ExplainedError)?.exitCode ?? .unavailable }
}
