package import AirgapCore
import Synchronization

/// The registries of one run: where each is, one authorizer for each, so that tokens are shared, and what was learned of
/// them.
package final class RegistryAccess: Sendable {
    private struct State {
        var authorizers: [RegistryHost: RegistryAuthorizer] = [:]
        var silentHosts: Set<RegistryHost> = []
        var withoutReferrers: Set<RegistryHost> = []
    }

    private let settings: [RegistryHost: RegistrySettings]
    private let credentials: CredentialStore
    private let state = Mutex(State())

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
        state.withLock { state in
            if let present = state.authorizers[endpoint.host] { return present }
            let made = RegistryAuthorizer(endpoint: endpoint, credentials: credentials)
            state.authorizers[endpoint.host] = made
            return made
        }
    }

    /// Where a repository can be asked for: mirrors that have not failed to answer, then the registry itself, always last.
    ///
    /// - Throws: `RemoteURLError`, `ImageReferenceError`.
    package func routes(to repository: RepositoryName, of host: RegistryHost) throws -> [RegistryRoute] {
        var routes: [RegistryRoute] = []
        for mirror in settings[host]?.mirrors ?? [] where !isSilent(mirror.host) {
            routes.append(try route(to: try mirror.name(of: repository), of: mirror.host, isMirror: true))
        }
        return routes + [try route(to: repository, of: host, isMirror: false)]
    }

    private func route(
        to repository: RepositoryName, of host: RegistryHost, isMirror: Bool
    ) throws -> RegistryRoute {
        let endpoint = try endpoint(of: host)
        return RegistryRoute(
            endpoint: endpoint, base: try endpoint.base(of: repository), authorizer: authorizer(for: endpoint),
            isMirror: isMirror)
    }

    /// Takes note that a mirror, or a registry behind mirrors, does not answer.
    ///
    /// - Returns: whether this is news.
    func noteSilence(of host: RegistryHost) -> Bool {
        state.withLock { $0.silentHosts.insert(host).inserted }
    }

    /// Whether a mirror, or a registry behind mirrors, has failed to answer in this run.
    func isSilent(_ host: RegistryHost) -> Bool { state.withLock { $0.silentHosts.contains(host) } }

    /// Whether a registry is known not to have the referrers API.
    func lacksReferrers(_ host: RegistryHost) -> Bool { state.withLock { $0.withoutReferrers.contains(host) } }

    /// Takes note that a registry does not have the referrers API.
    func noteLackOfReferrers(_ host: RegistryHost) { state.withLock { _ = $0.withoutReferrers.insert(host) } }
}
