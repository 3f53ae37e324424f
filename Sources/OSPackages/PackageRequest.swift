import AirgapCore

/// One line of a group: `curl`, or with a pin `curl=7.88.1-10`, `curl=7.88.*`.
struct PackageRequest: Hashable, Sendable, CustomStringConvertible {
    let name: String
    let pin: VersionPattern?

    /// - Throws: `PackageRequestError` with the text seen.
    init(_ text: String) throws(PackageRequestError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        guard Self.isName(name) else { throw .badName(text) }
        pin = parts.count > 1 ? VersionPattern(String(parts[1])) : nil
        if let pin, !Self.isPattern(pin.description) { throw .badVersion(text) }
    }

    var description: String { name + (pin.map { "=\($0)" } ?? "") }

    /// Debian Policy, section 5.6.1, with capital letters as some vendors have them.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || "+-._".utf8.contains($0) }
    }

    /// Debian Policy, section 5.6.12.
    static func isVersion(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || ".+-:~_".utf8.contains($0) }
    }

    private static func isPattern(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128
            && text.utf8.allSatisfy { isAlphanumeric($0) || ".+-:~_*?".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
