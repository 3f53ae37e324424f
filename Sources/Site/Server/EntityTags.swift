import AirgapCore

/// The list of entity tags in `If-None-Match` and `If-Match` (RFC 9110, sections 8.8.3 and 13.1).
struct EntityTags: Sendable {
    private let isAny: Bool
    private let tags: [Substring]

    /// - Parameter header: the header's value.
    init(_ header: String) {
        let texts = header.split(separator: ",").map { $0.drop { $0 == " " }[...] }
            .map { text in text.lastIndex { $0 != " " }.map { text[...$0] } ?? "" }
        isAny = texts == ["*"]
        tags = texts
    }

    /// The strong tag of a member: its digest.
    static func tag(_ digest: Digest) -> String { "\"\(digest.hex)\"" }

    /// Weak comparison, for `If-None-Match`.
    func containsWeakly(_ tag: String) -> Bool {
        isAny || tags.contains { ($0.hasPrefix("W/") ? $0.dropFirst(2) : $0) == tag }
    }

    /// Strong comparison, for `If-Match`.
    func contains(_ tag: String) -> Bool { isAny || tags.contains { $0 == tag } }
}
