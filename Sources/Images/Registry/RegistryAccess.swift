package import AirgapCore
import Synchronization

/// The registries of one run: where each is, and one authorizer for each, so that tokens are shared.
package final class RegistryAccess: Sendable {
    private let settings: [RegistryHost: RegistrySettings]
    private let credentials: CredentialStore
    private let authorizers = Mutex<[RegistryHost: RegistryAuthorizer]>([:])

    package init(settings: [RegistryHost: RegistrySettings], credentials: CredentialStore) {
        self.settings = settings
        self.credentials = credentials
    }

    /// Where a registry's API is.
    ///
    /// - Throws: `RemoteURLError`.
    package func endpoint(of host: RegistryHost) throws(RemoteURLError) -> RegistryEndpoint {
        try RegistryEndpoint(host, settings: settings[host])
    }

    /// Who authenticates requests to a registry.
    package func authorizer(for endpoint: RegistryEndpoint) -> RegistryAuthorizer {
        authorizers.withLock { known in
            if let present = known[endpoint.host] { return present }
            let made = RegistryAuthorizer(endpoint: endpoint, credentials: credentials)
            known[endpoint.host] = made
            return made
        }
    }
}
