import AirgapCore
import FoundationEssentials
import SystemPackage

/// A repository's keyring in the binary form that gpgv reads; an armored one is unwrapped (RFC 9580, section 6.2).
struct Keyring: Sendable {
    private static let sizeLimit = 4 << 20
    private static let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
    private static let end = "-----END PGP PUBLIC KEY BLOCK-----"

    /// OpenPGP packets, or GnuPG's keybox.
    let bytes: [UInt8]

    /// Reads a keyring file.
    ///
    /// - Throws: `KeyringError` or `FileError`.
    init(at path: FilePath) throws {
        try self.init(FileSystem.read(path, limit: Self.sizeLimit))
    }

    /// Takes a keyring's content.
    ///
    /// - Throws: `KeyringError`.
    init(_ content: [UInt8]) throws(KeyringError) {
        guard let first = content.first else { throw .empty }
        if first & 0x80 != 0 || content.dropFirst(8).starts(with: "KBXf".utf8) {
            bytes = content
            return
        }
        guard let text = String(validating: content, as: UTF8.self) else { throw .notKeyring }
        bytes = try Self.unwrap(text)
    }

    private static func unwrap(_ text: String) throws(KeyringError) -> [UInt8] {
        var result: [UInt8] = []
        var body: String?
        var inHeaders = false
        for raw in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = Substring(raw).filter { $0 != "\r" && $0 != " " && $0 != "\t" }
            if line == begin.filter({ $0 != " " }) {
                body = ""
                inHeaders = true
            } else if line == end.filter({ $0 != " " }) {
                guard let base64 = body, !inHeaders, let key = Data(base64Encoded: base64), !key.isEmpty else {
                    throw .badArmor
                }
                result += key
                body = nil
            } else if inHeaders, body != nil {
                inHeaders = !line.isEmpty
            } else if !line.hasPrefix("=") {
                body?.append(line)
            }
        }
        guard body == nil else { throw .badArmor }
        guard !result.isEmpty else { throw .notKeyring }
        return result
    }
}
