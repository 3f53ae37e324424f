/// Why another program could not be run.
package enum CommandError: ExplainedError, Equatable {
    case notFound(String)
    case failed(String, String)

    package var description: String {
        switch self {
        case .notFound(let name): "the program '\(name)' is not installed"
        case .failed(let name, let reason): "cannot run '\(name)': \(reason)"
        }
    }

    package var exitCode: ExitCode { .unavailable }
}
