package import AirgapCore

/// The token service that a registry names in its challenge, once it is known to be a place where requests may go.
///
/// It is reached over https, or is the registry's own host when the registry itself is reached over plain http. A registry
/// elsewhere cannot send us to this machine's loopback.
package struct TokenRealm: Equatable, Sendable {
    package let url: RemoteURL
    /// Whether the user's credentials may go there.
    package let maySeeCredentials: Bool

    /// - Parameters:
    ///   - text: the challenge's `realm`.
    ///   - registry: the registry that sent the challenge.
    /// - Throws: `RegistryAuthError`.
    package init(_ text: String, of registry: RemoteURL) throws(RegistryAuthError) {
        guard let url = try? RemoteURL(text) else { throw .badRealm(registry: registry.origin, text) }
        let isSameHost = url.host == registry.host
        guard url.isSecure || (!registry.isSecure && isSameHost) else {
            throw .insecureRealm(registry: registry.origin, realm: url.redacted)
        }
        guard !url.isLoopback || registry.isLoopback else {
            throw .loopbackRealm(registry: registry.origin, realm: url.redacted)
        }
        self.url = url
        maySeeCredentials = registry.isSecure || isSameHost
    }
}
