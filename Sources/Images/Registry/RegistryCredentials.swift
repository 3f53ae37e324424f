import FoundationEssentials

/// What a user shows to a registry; its description never holds the secret.
package enum RegistryCredentials: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    case password(user: String, secret: String)
    /// A refresh token that is exchanged for access tokens (distribution, OAuth2 token authentication).
    case identityToken(String)

    package var description: String {
        switch self {
        case .password(let user, _): "password of \(user)"
        case .identityToken: "identity token"
        }
    }

    package var debugDescription: String { description }

    /// The `Authorization` header for basic authentication (RFC 7617); nil for an identity token.
    package var basicHeader: String? {
        guard case .password(let user, let secret) = self else { return nil }
        return "Basic " + Data("\(user):\(secret)".utf8).base64EncodedString()
    }
}
