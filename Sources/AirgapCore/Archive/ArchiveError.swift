/// A broken or unacceptable archive, in libarchive's words.
package struct ArchiveError: ExplainedError, Equatable {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "damaged archive: \(reason)" }

    package var exitCode: ExitCode { .unavailable }
}
