/// One object to fetch: what it must be, and where it can be had.
package struct FetchItem: Sendable {
    /// How messages call it: `curl 7.88.1-10`, `library/nginx:1.25 (layer 3)`.
    package let name: String
    /// The module that asks for it.
    package let module: ModuleName
    /// Where it can be had, tried in order; at least one.
    package let sources: [RemoteURL]
    /// What its bytes must hash to.
    package let digest: Digest
    /// Its size in bytes, when a verified source told it: exactly so many are taken.
    package let size: Int64?
    /// Its size in bytes as somebody said it, for plan and progress only.
    package let sizeHint: Int64?
    /// Extra request headers: `Accept` for a registry.
    package let headers: HTTPHeaders
    /// Who adds credentials, each for its own origin.
    package let authorizers: [any RequestAuthorizer]

    package init(
        name: String, module: ModuleName, sources: [RemoteURL], digest: Digest, size: Int64?,
        sizeHint: Int64? = nil, headers: HTTPHeaders = [], authorizers: [any RequestAuthorizer] = []
    ) {
        self.name = name
        self.module = module
        self.sources = sources
        self.digest = digest
        self.size = size
        self.sizeHint = sizeHint ?? size
        self.headers = headers
        self.authorizers = authorizers
    }
}
