/// A bundle that is not newer than the generation that is there already.
package struct OlderGeneration: ExplainedError, Equatable {
    /// The bundle's serial: its time.
    package let found: Timestamp
    /// What it must be newer than.
    package let limit: Timestamp

    package var description: String {
        "serial \(found.seconds) (\(found)) is not newer than \(limit.seconds) (\(limit))"
    }

    package var exitCode: ExitCode { .older }
}
