/// A name that becomes one folder or file name: lower-case letters, digits, `.`, `-`, `_`, `+`, at most 64.
enum PathPart {
    /// Folders of the web root that are not repositories.
    static let reserved: Set<String> = ["files", "tools", "repos"]

    /// The text, when it can be used.
    static func checked(_ text: String) -> String? {
        guard let first = text.utf8.first, isPlain(first), text.utf8.count <= 64,
            text.utf8.allSatisfy({ isPlain($0) || ".-_+".utf8.contains($0) }), !reserved.contains(text)
        else { return nil }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte)
    }
}
