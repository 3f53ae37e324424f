package import AirgapCore

/// Authenticates requests to one registry: silent at first, then as its challenges ask, with one token a scope that is
/// renewed whenever the registry refuses it.
package actor RegistryAuthorizer: RequestAuthorizer {
    /// What has been learned for one scope; the generation tells which requests went out before it.
    private struct Grant {
        var header: String
        var generation: Int
    }

    package nonisolated let origin: String
    private let endpoint: RegistryEndpoint
    private let store: CredentialStore
    private let access: TokenScope.Access
    /// What the user has for each repository that was asked for; credentials may be a namespace's own.
    private var credentials: [RepositoryName?: RegistryCredentials?] = [:]
    private var grants: [TokenScope: Grant] = [:]
    /// The generation of the grant that the last request for a URL carried.
    private var carried: [RemoteURL: Int] = [:]
    /// The scopes being renewed, and who waits for them.
    private var renewals: [TokenScope: [CheckedContinuation<Void, Never>]] = [:]

    package init(
        endpoint: RegistryEndpoint, credentials: CredentialStore, for access: TokenScope.Access = .pull
    ) {
        self.endpoint = endpoint
        self.access = access
        origin = endpoint.root.origin
        store = credentials
    }

    package func authorization(for url: RemoteURL) -> String? {
        guard url.origin == origin, let grant = grants[TokenScope(for: url, access)] else { return nil }
        carried[url] = grant.generation
        return grant.header
    }

    package func handle(
        challenge: HTTPHeaders, for url: RemoteURL, through sources: any SourceAccess
    ) async throws -> Bool {
        guard url.origin == origin else { return false }
        let scope = TokenScope(for: url, access)
        while renewals[scope] != nil {
            await withCheckedContinuation { renewals[scope, default: []].append($0) }
        }
        // Another request has renewed the grant after this one went out.
        let generation = grants[scope]?.generation ?? 0
        if carried[url, default: 0] < generation { return true }
        renewals[scope] = []
        defer { renewals.removeValue(forKey: scope)?.forEach { $0.resume() } }
        guard let header = try await header(for: challenge, scope: scope, through: sources) else { return false }
        // The same password again would be refused again.
        if header == grants[scope]?.header, header.hasPrefix("Basic ") { return false }
        grants[scope] = Grant(header: header, generation: generation + 1)
        return true
    }

    private func header(
        for headers: HTTPHeaders, scope: TokenScope, through sources: any SourceAccess
    ) async throws -> String? {
        let challenges = AuthChallenge.parse(headers.all("WWW-Authenticate"))
        let credentials = try await knownCredentials(for: scope.repository)
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }), let realm = bearer.parameters["realm"] {
            let request = TokenRequest(
                realm: try TokenRealm(realm, of: endpoint.root), registry: origin,
                service: bearer.parameters["service"], scope: scope.asking(for: bearer.parameters["scope"]),
                credentials: credentials)
            return "Bearer " + (try await request.send(through: sources))
        }
        guard challenges.contains(where: { $0.scheme == "basic" }) else { return nil }
        return credentials?.basicHeader
    }

    private func knownCredentials(for repository: RepositoryName?) async throws -> RegistryCredentials? {
        if let known = credentials[repository] { return known }
        let found = try await store.credentials(for: endpoint.host, repository)
        credentials[repository] = .some(found)
        return found
    }
}
