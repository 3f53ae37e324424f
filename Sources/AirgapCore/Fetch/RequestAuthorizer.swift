/// Adds credentials to requests, for one origin only: a registry's token or password.
///
/// The fetcher asks it again for every request, and never for a request to another origin than `origin`.
package protocol RequestAuthorizer: Sendable {
    /// The only origin (`scheme://host:port`) that may see what this adds.
    var origin: String { get }

    /// The `Authorization` header's value for the next request, or nil for none.
    ///
    /// - Throws: any error; it ends the request without a retry.
    func authorization(for url: RemoteURL) async throws -> String?

    /// Takes a 401 answer: gets a new token, for instance.
    ///
    /// - Parameters:
    ///   - challenge: the answer's headers, with its `WWW-Authenticate` fields.
    ///   - url: the URL that was refused.
    ///   - sources: the way to a token service.
    /// - Returns: whether asking again makes sense.
    /// - Throws: any error; it ends the request without a retry.
    func handle(challenge: HTTPHeaders, for url: RemoteURL, through sources: any SourceAccess) async throws -> Bool
}
