/// Says how many items were left alone after the disk failed.
package struct NotAttempted: ExplainedError, Equatable {
    package let count: Int

    package var description: String { "\(count) more items were not attempted" }

    package var exitCode: ExitCode { .disk }
}
