/// One HTTP request.
package struct TransportRequest: Sendable {
    /// `GET`, `HEAD`, `POST`, `PUT`, `PATCH`.
    package var method: String
    package var url: RemoteURL
    package var headers: HTTPHeaders
    package var body: [UInt8]
    /// The body when it is too large for memory; then `body` is empty.
    package var stream: RequestStream?

    package init(
        method: String, url: RemoteURL, headers: HTTPHeaders, body: [UInt8] = [], stream: RequestStream? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.stream = stream
    }
}
