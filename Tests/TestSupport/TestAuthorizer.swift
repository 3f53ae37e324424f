package import AirgapCore

/// Adds a fixed `Authorization` for one origin.
package struct TestAuthorizer: RequestAuthorizer {
    package let origin: String

    package init(origin: String) {
        self.origin = origin
    }

    package func authorization(for url: RemoteURL) async throws -> String? { "Basic c2VjcmV0" }

    package func handle(challenge: HTTPHeaders, for url: RemoteURL, through sources: any SourceAccess) async throws
        -> Bool
    {
        false
    }
}
