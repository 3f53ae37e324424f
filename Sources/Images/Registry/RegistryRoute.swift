package import AirgapCore

/// One place where a repository's images can be asked for: a mirror, or the registry itself.
package struct RegistryRoute: Sendable {
    package let endpoint: RegistryEndpoint
    /// `https://host/v2/<name>`: manifests and blobs are below.
    package let base: RemoteURL
    package let authorizer: RegistryAuthorizer
    package let isMirror: Bool
}
