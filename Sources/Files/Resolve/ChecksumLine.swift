import AirgapCore

/// One line of a checksum file, in any of the forms that publishers use.
///
/// `<hex>`, `<hex>  <name>`, `<hex> *<name>` (GNU coreutils, `\` in front when the name is escaped),
/// `SHA256 (<name>) = <hex>` (BSD), `SHA2-256(<name>)= <hex>` (openssl dgst).
struct ChecksumLine {
    /// The two algorithms that are taken.
    enum Sum: Hashable {
        case sha256(Digest)
        case sha512(Digest512)

        /// 64 or 128 hexadecimal digits, in either case.
        init?(_ text: some StringProtocol) {
            let hex = text.lowercased()
            if let digest = try? Digest(hex: hex) {
                self = .sha256(digest)
            } else if let digest = try? Digest512(hex: hex) {
                self = .sha512(digest)
            } else {
                return nil
            }
        }
    }

    let sum: Sum
    /// The name as listed, without `./` in front; nil for a bare sum.
    let name: String?

    /// - Returns: nil for a line that is no SHA-256 and no SHA-512: such files may hold other sums, comments, armor.
    init?(_ line: some Sequence<UInt8>) {
        let bytes = Array(line)
        guard bytes.count <= 8192, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let trimmed = text.drop(while: Self.isSpace)
        if let tagged = Self.tagged(trimmed) {
            self = tagged
        } else if let plain = Self.plain(trimmed) {
            self = plain
        } else {
            return nil
        }
    }

    private init(sum: Sum, name: (some StringProtocol)?) {
        self.sum = sum
        self.name = name.map { String($0.hasPrefix("./") ? String($0.dropFirst(2)) : String($0)) }
    }

    private static func plain(_ text: Substring) -> ChecksumLine? {
        let isEscaped = text.first == "\\"
        let body = isEscaped ? text.dropFirst() : text
        let hex = body.prefix { !isSpace($0) }
        guard let sum = Sum(hex) else { return nil }
        let name = body.dropFirst(hex.count).drop { isSpace($0) || $0 == "*" }
        let end = name.reversed().prefix(while: isSpace).count
        let trimmed = String(name.dropLast(end))
        guard !trimmed.isEmpty else { return ChecksumLine(sum: sum, name: String?.none) }
        return ChecksumLine(
            sum: sum, name: isEscaped ? trimmed.replacing("\\\\", with: "\\").replacing("\\n", with: "\n") : trimmed)
    }

    private static func tagged(_ text: Substring) -> ChecksumLine? {
        let tags = ["SHA256 (", "SHA512 (", "SHA256(", "SHA512(", "SHA2-256(", "SHA2-512("]
        guard let tag = tags.first(where: text.hasPrefix), let sign = text.lastIndex(of: "="),
            let close = text[..<sign].lastIndex(of: ")")
        else { return nil }
        let name = text.dropFirst(tag.count)
        guard name.startIndex <= close, let sum = Sum(text[text.index(after: sign)...].filter { !isSpace($0) }) else {
            return nil
        }
        return ChecksumLine(sum: sum, name: text[name.startIndex..<close])
    }

    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\r"
    }
}
