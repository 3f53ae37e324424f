/// The names of HTTP status codes (RFC 9110, section 15), as far as messages need them.
package enum HTTPStatus {
    private static let names: [Int: String] = [
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        407: "Proxy Authentication Required", 408: "Request Timeout", 410: "Gone", 413: "Content Too Large",
        416: "Range Not Satisfiable", 429: "Too Many Requests", 451: "Unavailable For Legal Reasons",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]

    /// `404 Not Found`.
    package static func text(_ status: Int) -> String {
        names[status].map { "\(status) \($0)" } ?? "\(status)"
    }
}
