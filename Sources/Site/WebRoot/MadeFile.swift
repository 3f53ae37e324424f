import AirgapCore
import HTTPTypes

/// A small file that is made when the site starts.
struct MadeFile: Sendable {
    let bytes: [UInt8]
    private let tag: String

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tag = EntityTags.tag(Digest(of: bytes))
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// Answers with it, or 304.
    func answer(_ request: HTTPFields, type: String) -> SiteAnswer {
        let headers: HTTPFields = [.contentType: type, .eTag: tag, .cacheControl: "no-cache"]
        if let status = Conditions(request, tag: tag, changed: nil).status {
            return SiteAnswer(status, headers: headers)
        }
        return SiteAnswer(.ok, headers: headers, body: .bytes(bytes))
    }
}
