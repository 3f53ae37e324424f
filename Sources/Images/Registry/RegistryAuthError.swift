package import AirgapCore

/// Why a registry's demand for authentication cannot be met; no case carries a secret.
package enum RegistryAuthError: ExplainedError, Equatable {
    case badRealm(registry: String, String)
    /// A token service over plain http for a registry over https, or on another host.
    case insecureRealm(registry: String, realm: String)
    /// A registry elsewhere that names a token service on this machine.
    case loopbackRealm(registry: String, realm: String)
    /// A registry over plain http that would have credentials sent to another host.
    case credentialsElsewhere(registry: String, realm: String)
    /// The token service refused, or cannot be reached; the fetcher has tried again already.
    case refused(FetchError)
    case noToken(realm: String)
    case badToken(realm: String)

    package var description: String {
        switch self {
        case .badRealm(let registry, let text): "\(registry) names an unusable token service: \(Quoted(text))"
        case .insecureRealm(let registry, let realm):
            "\(registry) names a token service over plain http, which is refused: \(realm)"
        case .loopbackRealm(let registry, let realm):
            "\(registry) names a token service on this machine, which is refused: \(realm)"
        case .credentialsElsewhere(let registry, let realm):
            "\(registry) is reached over plain http and names a token service on another host;"
                + " credentials are not sent to \(realm)"
        case .refused(let error): "no token: \(error)"
        case .noToken(let realm): "the token service \(realm) gave no token"
        case .badToken(let realm): "the token service \(realm) gave a token that no header can hold"
        }
    }

    package var exitCode: ExitCode {
        guard case .refused(let error) = self else { return .unavailable }
        return error.exitCode
    }
}
