import AirgapCore
import HTTPTypes

/// Answers with a member of the bundle, or with what conditions and ranges make of that.
enum MemberAnswer {
    /// - Parameters:
    ///   - member: what is asked for.
    ///   - request: the request's headers.
    ///   - headers: what the answer has besides.
    ///   - tag: its entity tag.
    ///   - changed: when it was last changed; nil when nobody is to rely on it.
    /// - Returns: 200, 206, 304, 412 or 416.
    static func make(
        _ member: ServedMember, _ request: HTTPFields, headers: HTTPFields, tag: String, changed: Timestamp? = nil
    ) -> SiteAnswer {
        var headers = headers
        headers[.eTag] = tag
        headers[.acceptRanges] = "bytes"
        if let changed { headers[.lastModified] = HTTPDate(changed).description }
        let conditions = Conditions(request, tag: tag, changed: changed)
        if let status = conditions.status {
            if status != .notModified { headers[.contentType] = nil }
            return SiteAnswer(status, headers: headers)
        }
        switch conditions.range(size: member.size) {
        case .whole: return SiteAnswer(.ok, headers: headers, body: .member(member, 0..<member.size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(member.size)"
            return SiteAnswer(.partialContent, headers: headers, body: .member(member, range))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(member.size)"
            headers[.contentType] = nil
            return SiteAnswer(.rangeNotSatisfiable, headers: headers)
        }
    }
}
