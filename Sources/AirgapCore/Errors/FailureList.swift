/// Several failures told at once, in the order they were found.
package struct FailureList: ExplainedError {
    /// At least one.
    package let failures: [any ExplainedError]

    /// - Parameter failures: at least one failure.
    package init(_ failures: [any ExplainedError]) {
        self.failures = failures
    }

    package var description: String { failures.map(\.description).joined(separator: "\n") }

    /// The gravest of all: the disk before bad input, bad input before an unavailable source, that before "try again".
    package var exitCode: ExitCode {
        let order: [ExitCode] = [.interrupted, .disk, .software, .badConfiguration, .noInput, .unavailable, .tryAgain]
        let codes = Set(failures.map(\.exitCode))
        return order.first(where: codes.contains) ?? failures.first?.exitCode ?? .software
    }

    /// Throws when there is anything to tell: nothing for none, the failure itself for one, a list for more. What is
    /// said already is not said again.
    ///
    /// - Parameter failures: in the order they were found.
    /// - Throws: the failure, or a `FailureList` of all.
    package static func throwIfAny(_ failures: [any ExplainedError]) throws {
        var seen: Set<String> = []
        let different = failures.filter { seen.insert($0.description).inserted }
        guard let first = different.first else { return }
        throw different.count == 1 ? first : FailureList(different)
    }
}
