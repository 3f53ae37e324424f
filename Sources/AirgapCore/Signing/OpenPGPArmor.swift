import FoundationEssentials

/// ASCII armor (RFC 4880, section 6.2): base64 between lines of dashes.
enum OpenPGPArmor {
    /// The one armor that gpg makes of bytes: no headers, lines of 64 characters, a CRC-24, newlines only.
    ///
    /// - Parameters:
    ///   - bytes: OpenPGP packets.
    ///   - kind: `SIGNATURE`, `PUBLIC KEY BLOCK`.
    /// - Returns: the text.
    static func wrap(_ bytes: [UInt8], kind: String) -> [UInt8] {
        var text = "-----BEGIN PGP \(kind)-----\n\n"
        var rest = Data(bytes).base64EncodedString()[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        let sum = checksum(bytes)
        let checksum = Data((0..<3).map { UInt8(truncatingIfNeeded: sum >> (16 - 8 * $0)) }).base64EncodedString()
        return Array((text + "=\(checksum)\n-----END PGP \(kind)-----\n").utf8)
    }

    /// Section 6.1.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xB7_04CE
        for byte in bytes {
            sum ^= UInt32(byte) << 16
            for _ in 0..<8 {
                sum <<= 1
                if sum & 0x100_0000 != 0 { sum ^= 0x186_4CFB }
            }
        }
        return sum & 0xFF_FFFF
    }

    /// The bytes in one or more blocks of armor, or the bytes as they are when they are not armored.
    ///
    /// - Parameters:
    ///   - content: a file's content.
    ///   - kind: `SIGNATURE`, `PUBLIC KEY BLOCK`.
    /// - Returns: OpenPGP packets, most likely.
    /// - Throws: `SignatureFault.unreadable`.
    static func unwrap(_ content: [UInt8], kind: String) throws(SignatureFault) -> [UInt8] {
        if let first = content.first, first & 0x80 != 0 { return content }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw .unreadable("neither binary nor armored")
        }
        var result: [UInt8] = []
        var base64: String?
        var isHeader = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("-----BEGIN PGP \(kind)-----") {
                guard base64 == nil else { throw .unreadable("damaged armor") }
                (base64, isHeader) = ("", true)
            } else if line.hasPrefix("-----END PGP \(kind)-----") {
                guard let body = base64, let data = Data(base64Encoded: body), !data.isEmpty else {
                    throw .unreadable("damaged armor")
                }
                result += data
                base64 = nil
            } else if base64 == nil {
                continue
            } else if isHeader {
                isHeader = !line.allSatisfy(\.isWhitespace)
            } else if !line.hasPrefix("=") {
                base64? += line.filter { !$0.isWhitespace }
            }
        }
        guard base64 == nil, !result.isEmpty else { throw .unreadable("no whole block of armor") }
        return result
    }
}
