import AirgapCore
import HTTPTypes

/// The conditions and the range of a request for one member (RFC 9110, sections 13 and 14).
struct Conditions {
    private let headers: HTTPFields
    private let tag: String
    /// When the member was last changed; nil when nobody is to rely on it.
    private let changed: Timestamp?

    /// - Parameters:
    ///   - headers: the request's.
    ///   - tag: the member's entity tag.
    ///   - changed: when it was last changed.
    init(_ headers: HTTPFields, tag: String, changed: Timestamp?) {
        self.headers = headers
        self.tag = tag
        self.changed = changed
    }

    /// The status that the conditions ask for instead of an answer with a body, in the order of section 13.2.2.
    var status: HTTPResponse.Status? {
        if let match = headers[.ifMatch] {
            if !EntityTags(match).contains(tag) { return .preconditionFailed }
        } else if let since = headers[.ifUnmodifiedSince].flatMap(HTTPDate.init), let changed, changed > since.time {
            return .preconditionFailed
        }
        if let none = headers[.ifNoneMatch] { return EntityTags(none).containsWeakly(tag) ? .notModified : nil }
        if let since = headers[.ifModifiedSince].flatMap(HTTPDate.init), let changed, changed <= since.time {
            return .notModified
        }
        return nil
    }

    /// What is to be sent.
    ///
    /// - Parameter size: bytes of the member.
    /// - Returns: the whole, a part, or neither.
    func range(size: Int64) -> ByteRange {
        if let condition = headers[.ifRange] {
            let date = changed.map { HTTPDate($0).description }
            guard condition == tag || (date != nil && condition == date) else { return .whole }
        }
        return ByteRange(headers[.range], size: size)
    }
}
