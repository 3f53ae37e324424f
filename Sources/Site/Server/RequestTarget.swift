import AirgapCore

/// The path and the query of a request, decoded once (RFC 9112, section 3.2; RFC 3986, section 3).
struct RequestTarget: Sendable, Equatable {
    /// Bytes of a whole target.
    static let limit = 8192

    /// The path's parts between slashes, decoded; empty ones and `.` are left out.
    let parts: [String]
    /// Whether the path ends in a slash, or is empty.
    let isFolder: Bool
    /// What stands behind the question mark, in order.
    let query: [(name: String, value: String)]

    /// - Parameter text: as it stands in the request line.
    /// - Throws: `RequestTargetError`.
    init(_ text: String) throws(RequestTargetError) {
        guard text.utf8.count <= Self.limit else { throw .tooLong }
        let path = try Self.path(of: text)
        let pieces = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let decoded = PercentEncoding.decode(pieces.first ?? ""), Self.isPlain(decoded) else {
            throw .malformed
        }
        let parts = decoded.split(separator: "/", omittingEmptySubsequences: true)
        guard !parts.contains("..") else { throw .leavesRoot }
        self.parts = parts.filter { $0 != "." }.map(String.init)
        isFolder = decoded.hasSuffix("/") || decoded.hasSuffix("/.") || self.parts.isEmpty
        query = pieces.count > 1 ? Self.query(pieces[1]) : []
    }

    /// The path without slashes at its ends, as tables have it.
    var path: String { parts.joined(separator: "/") }

    /// The first value of a name.
    func value(of name: String) -> String? { query.first { $0.name == name }?.value }

    /// A proxy's absolute form has the authority before the path.
    private static func path(of text: String) throws(RequestTargetError) -> Substring {
        if text.hasPrefix("/") { return text[...] }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        throw .malformed
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    private static func query(_ text: Substring) -> [(String, String)] {
        text.split(separator: "&").prefix(64).compactMap { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func decode(_ text: Substring) -> String? { PercentEncoding.decode(text.replacing("+", with: " ")) }
            guard let name = decode(sides[0]), let value = decode(sides.count > 1 ? sides[1] : "") else { return nil }
            return (name, value)
        }
    }

    static func == (left: RequestTarget, right: RequestTarget) -> Bool {
        left.parts == right.parts && left.isFolder == right.isFolder
            && left.query.elementsEqual(right.query) { $0.name == $1.name && $0.value == $1.value }
    }
}
