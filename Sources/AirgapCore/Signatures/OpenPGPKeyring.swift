import FoundationEssentials
package import SystemPackage

/// A keyring in the binary form that gpgv reads; an armored one is unwrapped (RFC 9580, section 6.2).
package struct OpenPGPKeyring: Sendable {
    private static let sizeLimit = 4 << 20
    private static let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
    private static let end = "-----END PGP PUBLIC KEY BLOCK-----"

    /// OpenPGP packets, or GnuPG's keybox.
    package let bytes: [UInt8]

    /// Reads a keyring file.
    ///
    /// - Throws: `DetachedSignatureError.badKeyring` or `FileError`.
    package init(at path: FilePath) throws {
        try self.init(FileSystem.read(path, limit: Self.sizeLimit))
    }

    /// Takes a keyring's content.
    ///
    /// - Throws: `DetachedSignatureError.badKeyring`.
    package init(_ content: [UInt8]) throws(DetachedSignatureError) {
        guard let first = content.first else { throw .badKeyring("it is empty") }
        if first & 0x80 != 0 || content.dropFirst(8).starts(with: "KBXf".utf8) {
            bytes = content
            return
        }
        guard let text = String(validating: content, as: UTF8.self) else { throw .badKeyring("not an OpenPGP keyring") }
        bytes = try Self.unwrap(text)
    }

    private static func unwrap(_ text: String) throws(DetachedSignatureError) -> [UInt8] {
        var result: [UInt8] = []
        var body: String?
        var isInHeaders = false
        for raw in text.split(whereSeparator: \.isNewline).map(String.init) + [end] {
            let line = raw.filter { !$0.isWhitespace }
            switch line {
            case begin.filter({ !$0.isWhitespace }): (body, isInHeaders) = ("", true)
            case end.filter({ !$0.isWhitespace }):
                guard let base64 = body else { continue }
                guard let key = Data(base64Encoded: base64), !key.isEmpty else { throw .badKeyring("damaged armor") }
                result += key
                body = nil
            default:
                // Headers are `Name: value`; base64 has no colon.
                isInHeaders = isInHeaders && line.contains(":")
                if !isInHeaders, !line.hasPrefix("=") { body?.append(line) }
            }
        }
        guard !result.isEmpty else { throw .badKeyring("not an OpenPGP keyring") }
        return result
    }
}
