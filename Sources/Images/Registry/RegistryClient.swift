package import AirgapCore

/// Conversations with one repository of one registry, through its mirrors where there are any.
package struct RegistryClient: Sendable {
    let access: RegistryAccess
    private let allRoutes: [RegistryRoute]
    let context: ResolveContext
    /// The registry itself.
    let host: RegistryHost

    /// Asked in this order; the last is the registry itself.
    var routes: [RegistryRoute] { allRoutes.filter { !($0.isMirror && access.isSilent($0.endpoint.host)) } }

    var sources: any SourceAccess { context.sources }
    var store: ContentStore { context.store }

    /// - Throws: `RemoteURLError`, `ImageReferenceError`.
    package init(
        _ repository: RepositoryName, of host: RegistryHost, through access: RegistryAccess,
        in context: ResolveContext
    ) throws {
        self.host = host
        self.access = access
        allRoutes = try access.routes(to: repository, of: host)
        self.context = context
    }

    /// `https://host/v2/<name>` of the registry itself.
    ///
    /// - Throws: `ImageError.noRoute`, which cannot be.
    package func base() throws(ImageError) -> RemoteURL {
        guard let last = allRoutes.last else { throw .noRoute }
        return last.base
    }

    /// Asks every mirror, then the registry itself, until one answers; what a mirror does not have or says wrongly is a
    /// matter for the next.
    ///
    /// - Throws: what the last one asked throws; `ImageError.noRoute` when that is a mirror.
    func first<Answer>(
        of routes: [RegistryRoute]? = nil, _ ask: (RegistryRoute) async throws -> Answer
    ) async throws -> Answer {
        for route in routes ?? self.routes {
            do {
                return try await ask(route)
            } catch  where route.isMirror && !(error is CancellationError) {
                try Task.checkCancellation()
                note(error, of: route)
            }
        }
        throw ImageError.noRoute
    }

    private func note(_ error: any Error, of route: RegistryRoute) {
        let stage = ImagesModule.name.rawValue
        let text = "mirror \(route.endpoint.host) of \(host): \(error)"
        guard let error = error as? FetchError, error.isSilence, access.noteSilence(of: route.endpoint.host) else {
            return context.progress.report(.detail(stage: stage, text: text))
        }
        context.progress.report(.warning(stage: stage, text: text + "; it is not asked again"))
    }
}
