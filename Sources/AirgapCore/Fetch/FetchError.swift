/// Why something could not be fetched; URLs are without query and credentials.
package enum FetchError: ExplainedError, Equatable {
    /// No answer: connection, TLS, name, reset.
    case transport(String, String)
    /// Nobody listens there.
    case refused(String)
    /// An answer that is no success.
    case status(method: String, url: String, status: Int, detail: String?)
    /// The server asks to wait longer than we do.
    case comeBackLater(url: String, status: Int, seconds: Int64)
    /// Too few bytes came in the time allowed.
    case stalled(url: String, seconds: Int64)
    /// The body ended early.
    case truncated(url: String, expected: Int64, received: Int64)
    case wrongSize(url: String, expected: Int64, received: Int64)
    case wrongDigest(url: String, expected: Digest, received: Digest)
    /// A checksum other than SHA-256 that does not fit, both with their algorithm's name.
    case wrongChecksum(url: String, expected: String, received: String)
    case tooLarge(url: String, limit: Int64)
    case tooManyRedirects(String)
    /// A redirect from https to http.
    case insecureRedirect(from: String, to: String)
    case badRedirect(String, String)
    /// Plain http where nothing vouches for the content.
    case plainHTTP(String)
    /// A body encoded in a way nobody asked for.
    case contentEncoding(String, String)
    /// A partial answer that does not fit the request.
    case badRange(String, String)
    case badTrustRoots(String, String)
    case badProxy(String)

    /// Whether there was no answer at all, whatever the reason.
    package var isSilence: Bool {
        switch self {
        case .transport, .refused: true
        default: false
        }
    }

    package var description: String {
        switch self {
        case .transport(let url, let reason): "\(url): \(reason)"
        case .refused(let url): "\(url): connection refused"
        case .status(let method, let url, let status, let detail):
            "\(method) \(url): \(HTTPStatus.text(status))" + (detail.map { ": \(Quoted($0))" } ?? "")
        case .comeBackLater(let url, let status, let seconds):
            "\(url): \(HTTPStatus.text(status)): the server asks to come back in \(seconds) s"
        case .stalled(let url, let seconds): "\(url): the transfer stalled: almost nothing came for \(seconds) s"
        case .truncated(let url, let expected, let received):
            "\(url): the body ended early: expected \(expected) bytes, received \(received)"
        case .wrongSize(let url, let expected, let received):
            "\(url): size mismatch: expected \(expected) bytes, received \(received)"
        case .wrongDigest(let url, let expected, let received):
            "\(url): digest mismatch: expected \(expected), received \(received)"
        case .wrongChecksum(let url, let expected, let received):
            "\(url): checksum mismatch: expected \(expected), received \(received)"
        case .tooLarge(let url, let limit): "\(url): the answer is larger than \(limit) bytes"
        case .tooManyRedirects(let url): "\(url): too many redirects"
        case .insecureRedirect(let from, let to): "\(from): refused redirect from https to \(to)"
        case .badRedirect(let url, let reason): "\(url): unusable redirect: \(reason)"
        case .plainHTTP(let url):
            "\(url): plain http, and nothing vouches for the content: use https, or set allow_http: true"
        case .contentEncoding(let url, let name): "\(url): unrequested content encoding \(Quoted(name))"
        case .badRange(let url, let range): "\(url): the partial answer does not fit: \(Quoted(range))"
        case .badTrustRoots(let file, let reason): "CA file \(file): \(reason)"
        case .badProxy(let name): "the variable \(name) holds no proxy URL (http://host:port or socks5://host:port)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .comeBackLater: .tryAgain
        case .status(_, _, let status, _) where status == 429: .tryAgain
        case .plainHTTP, .badProxy, .badTrustRoots: .badConfiguration
        default: .unavailable
        }
    }
}
