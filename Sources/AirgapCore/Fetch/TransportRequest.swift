/// One HTTP request.
package struct TransportRequest: Sendable {
    /// `GET`, `HEAD`, `POST`.
    package var method: String
    package var url: RemoteURL
    package var headers: HTTPHeaders
    package var body: [UInt8]

    package init(method: String, url: RemoteURL, headers: HTTPHeaders, body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
