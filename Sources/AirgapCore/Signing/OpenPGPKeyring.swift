package import SystemPackage

/// The keys that a site trusts: primary RSA keys of an exported keyring, armored or not. The clock is never looked at: an
/// isolated site's may be wrong by years, and what is in the keyring is there because somebody trusts it.
package struct OpenPGPKeyring: Sendable {
    private static let sizeLimit = 4 << 20

    let keys: [OpenPGPKey]

    /// Reads a keyring file.
    ///
    /// - Throws: `SignatureFault.noKeys`, `FileError`.
    package init(at path: FilePath) throws {
        guard (try FileSystem.status(path)?.size ?? 0) <= Self.sizeLimit else {
            throw SignatureFault.noKeys(path, "larger than any keyring: at most \(ByteCount(Int64(Self.sizeLimit)))")
        }
        let content = try FileSystem.read(path, limit: Self.sizeLimit)
        do throws(SignatureFault) {
            try self.init(content)
        } catch {
            throw SignatureFault.noKeys(path, Self.explanation(content))
        }
        guard !keys.isEmpty else { throw SignatureFault.noKeys(path, "no RSA key of 2048 bits or more") }
    }

    /// What a file is that people take for a keyring.
    private static func explanation(_ content: [UInt8]) -> String {
        func has(_ words: String) -> Bool { content.firstRange(of: Array(words.utf8)) != nil }
        if has("BEGIN PGP PRIVATE KEY BLOCK") {
            return "it is the secret key; the public one stands beside it, in .asc"
        }
        if has("-----BEGIN PUBLIC KEY-----") { return "it is for openssl; the key for this program is in .asc" }
        return "it is no OpenPGP public key"
    }

    /// Takes a keyring's content; keys of other kinds are passed over.
    ///
    /// - Throws: `SignatureFault.unreadable`.
    package init(_ content: [UInt8]) throws(SignatureFault) {
        let packets = try OpenPGPPacket.all(in: OpenPGPArmor.unwrap(content, kind: "PUBLIC KEY BLOCK"))
        var keys: [OpenPGPKey] = []
        var isUsable = false
        for packet in packets {
            switch packet.tag {
            case 6:
                let key = OpenPGPKey(packet.body)
                isUsable = key != nil
                if let key { keys.append(key) }
            case 2 where isUsable:
                // Type 0x20: the primary key is revoked (section 5.2.1). It is believed unchecked: nothing is lost by that.
                let body = packet.body
                if body.count > 1, body[body.startIndex + 1] == 0x20 { keys[keys.count - 1].isRevoked = true }
            default: break
            }
        }
        self.keys = keys
    }
}
