/// A request for something small that no digest vouches for yet: an InRelease file, a manifest by tag, a checksum file.
package struct MetadataRequest: Sendable {
    /// `GET` or `HEAD`.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
    }

    package var method: Method
    package var url: RemoteURL
    package var headers: HTTPHeaders
    /// The request's body, for `POST`.
    package var body: [UInt8]
    /// The largest answer that is taken, in bytes.
    package var limit: Int
    /// Whether plain http is acceptable: the caller verifies the content by a signature, or the user allowed it.
    package var allowsPlainHTTP: Bool
    /// Who adds credentials, if anyone.
    package var authorizer: (any RequestAuthorizer)?
    /// Status codes besides 200 to 299 that are an answer and not a failure, 404 for instance.
    package var acceptedStatus: Set<Int>

    package init(
        _ method: Method = .get, _ url: RemoteURL, headers: HTTPHeaders = [], body: [UInt8] = [], limit: Int = 4 << 20,
        allowsPlainHTTP: Bool = false, authorizer: (any RequestAuthorizer)? = nil, acceptedStatus: Set<Int> = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limit = limit
        self.allowsPlainHTTP = allowsPlainHTTP
        self.authorizer = authorizer
        self.acceptedStatus = acceptedStatus
    }
}
