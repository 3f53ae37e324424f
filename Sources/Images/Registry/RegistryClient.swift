package import AirgapCore

/// Conversations with one repository of one registry.
package struct RegistryClient: Sendable {
    let base: RemoteURL
    let authorizer: RegistryAuthorizer
    let sources: any SourceAccess
    let store: ContentStore

    /// - Throws: `RemoteURLError`.
    package init(
        _ repository: RepositoryName, at endpoint: RegistryEndpoint, authorizer: RegistryAuthorizer,
        in context: ResolveContext
    ) throws(RemoteURLError) {
        base = try endpoint.base(of: repository)
        self.authorizer = authorizer
        sources = context.sources
        store = context.store
    }
}
