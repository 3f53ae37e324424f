/// What a server said to a `MetadataRequest`, after redirects and retries.
package struct MetadataAnswer: Sendable {
    /// 200 to 299, or one of the request's `acceptedStatus`.
    package let status: Int
    package let headers: HTTPHeaders
    /// Empty for `HEAD`.
    package let body: [UInt8]
    /// Where it finally came from.
    package let url: RemoteURL

    package init(status: Int, headers: HTTPHeaders, body: [UInt8], url: RemoteURL) {
        self.status = status
        self.headers = headers
        self.body = body
        self.url = url
    }
}
