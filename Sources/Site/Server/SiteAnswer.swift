import AirgapCore
import HTTPTypes

/// What a request is answered with, before it is known whether the method wants the body.
struct SiteAnswer: Sendable {
    /// What is sent.
    enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// A part of a member, or all of it.
        case member(ServedMember, Range<Int64>)
    }

    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: Body

    init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A text made here.
    init(_ status: HTTPResponse.Status, _ type: String, _ text: String) {
        self.init(status, headers: [.contentType: type], body: .bytes(Array(text.utf8)))
    }

    /// A page: it may use nothing but its own style, and be framed by nobody.
    static func page(_ html: String) -> SiteAnswer {
        var answer = SiteAnswer(.ok, "text/html; charset=utf-8", html)
        answer.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        return answer
    }

    /// A short text for people.
    static func message(_ status: HTTPResponse.Status, _ text: String) -> SiteAnswer {
        SiteAnswer(status, "text/plain; charset=utf-8", text + "\n")
    }

    /// Bytes of the body.
    var length: Int64 {
        switch body {
        case .empty: 0
        case .bytes(let bytes): Int64(bytes.count)
        case .member(_, let range): range.upperBound - range.lowerBound
        }
    }
}
