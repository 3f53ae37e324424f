package import AirgapCore

/// One fixed `Authorization` header for one origin.
package struct StaticAuthorizer: RequestAuthorizer {
    package let origin: String
    let header: String

    package init(origin: String, header: String) {
        self.origin = origin
        self.header = header
    }

    package func authorization(for url: RemoteURL) async throws -> String? { url.origin == origin ? header : nil }

    package func handle(challenge: HTTPHeaders, for url: RemoteURL, through sources: any SourceAccess) async throws
        -> Bool
    {
        false
    }
}
