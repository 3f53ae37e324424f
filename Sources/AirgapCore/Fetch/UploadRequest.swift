/// A request that changes something at a server, or asks about it.
package struct UploadRequest: Sendable {
    /// `HEAD`, `GET`, `POST`, `PUT`, `PATCH`.
    package var method: String
    package var url: RemoteURL
    package var headers: HTTPHeaders
    package var stream: RequestStream?
    /// Who adds credentials, if anyone.
    package var authorizer: (any RequestAuthorizer)?
    /// Whether plain http is acceptable: the user said so.
    package var allowsPlainHTTP: Bool

    package init(
        _ method: String, _ url: RemoteURL, headers: HTTPHeaders = [], stream: RequestStream? = nil,
        authorizer: (any RequestAuthorizer)? = nil, allowsPlainHTTP: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.stream = stream
        self.authorizer = authorizer
        self.allowsPlainHTTP = allowsPlainHTTP
    }
}
