import AirgapCore

/// One line of a group: `curl`, or with a pin `curl=7.88.1-10`, `curl=7.88.*`.
///
/// For rpm a name may also be a file, `/usr/bin/ip`, a capability, `pkgconfig(zlib)`, a group of the repositories' comps,
/// `@core`, or carry its version behind a hyphen, `kernel-5.14.0-70.el9`: which of these it is, the repositories tell.
struct PackageRequest: Hashable, Sendable, CustomStringConvertible {
    let name: String
    let pin: VersionPattern?

    /// - Throws: `PackageRequestError` with the text seen.
    init(_ text: String, _ family: PackageFamily = .deb) throws(PackageRequestError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        guard family == .rpm ? Self.isCapability(name) : Self.isName(name) else { throw .badName(text) }
        pin = parts.count > 1 ? VersionPattern(String(parts[1])) : nil
        if let pin, !Self.isPattern(pin.description) { throw .badVersion(text) }
    }

    var description: String { name + (pin.map { "=\($0)" } ?? "") }

    /// Debian Policy, section 5.6.1, with capital letters as some vendors have them.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || "+-._".utf8.contains($0) }
    }

    /// What an rpm target may ask for.
    private static func isCapability(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 256 else { return false }
        guard isAlphanumeric(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return false }
        return text.utf8.dropFirst().allSatisfy { isAlphanumeric($0) || "+-._()/:^~".utf8.contains($0) }
    }

    /// Debian Policy, section 5.6.12.
    static func isVersion(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || ".+-:~_".utf8.contains($0) }
    }

    private static func isPattern(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128
            && text.utf8.allSatisfy { isAlphanumeric($0) || ".+-:~_^*?".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
