/// What modules see of the network while they resolve: small answers, and verified objects in the store.
///
/// Retries, back-off, redirects, proxies and limits per host are behind it.
package protocol SourceAccess: Sendable {
    /// Asks for something small.
    ///
    /// - Throws: `FetchError`.
    func metadata(_ request: MetadataRequest) async throws -> MetadataAnswer

    /// Brings objects into the store, several at a time; those that are there are not asked for.
    ///
    /// - Throws: `StageError` for one failed item, `FailureList` for several, after all others were fetched.
    func fetch(_ items: [FetchItem]) async throws

    /// Brings something into the store whose SHA-256 nobody knows yet.
    ///
    /// - Throws: `FetchError` or `FileError` of the last source.
    func fetchUnknown(_ item: UnknownItem) async throws -> ArrivedItem
}
