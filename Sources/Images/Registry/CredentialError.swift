package import AirgapCore

/// Why credentials cannot be read; no case carries a secret.
package enum CredentialError: ExplainedError, Equatable {
    case unreadable(file: String, reason: String)
    /// An entry of `auths` that is not as docker writes it.
    case badEntry(file: String, key: String)
    case badHelperName(file: String, name: String)
    case helperFailed(name: String, status: Int32?)
    case badHelperAnswer(name: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "credentials file \(file): \(reason)"
        case .badEntry(let file, let key): "credentials file \(file): the entry \(Quoted(key)) is unusable"
        case .badHelperName(let file, let name):
            "credentials file \(file): not the name of a credential helper: \(Quoted(name))"
        case .helperFailed(let name, let status):
            "docker-credential-\(name) get: " + (status.map { "exit status \($0)" } ?? "ended by a signal")
        case .badHelperAnswer(let name): "docker-credential-\(name) get: the answer is unusable"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
