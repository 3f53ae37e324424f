import AirgapCore

/// One fixed `Authorization` header for one origin.
struct StaticAuthorizer: RequestAuthorizer {
    let origin: String
    let header: String

    func authorization(for url: RemoteURL) async throws -> String? { url.origin == origin ? header : nil }

    func handle(challenge: HTTPHeaders, for url: RemoteURL, through sources: any SourceAccess) async throws -> Bool {
        false
    }
}
