package import AirgapCore

/// Where a registry's API is: https, or plain http for loopback and where the user said so.
package struct RegistryEndpoint: Hashable, Sendable {
    package let host: RegistryHost
    /// The root of the API, without `/v2/`.
    package let root: RemoteURL

    /// - Parameters:
    ///   - host: the registry as references name it.
    ///   - settings: what the user says about it.
    /// - Throws: `RemoteURLError` for a host that no URL can hold.
    package init(_ host: RegistryHost, settings: RegistrySettings?) throws(RemoteURLError) {
        self.host = host
        let isPlain = settings?.isInsecure ?? (host.isLoopback && settings?.authority == nil)
        root = try RemoteURL("\(isPlain ? "http" : "https")://\(host.apiAuthority)/")
    }

    /// `<root>/v2/<name>`, the base of a repository's manifests and blobs.
    ///
    /// - Throws: `RemoteURLError`.
    package func base(of repository: RepositoryName) throws(RemoteURLError) -> RemoteURL {
        try root.appending("v2/\(repository)")
    }
}
