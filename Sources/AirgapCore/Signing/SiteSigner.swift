package import SystemPackage

/// Signs with a site's key, through gpg in a private home that is gone afterwards; the same input, key and time give the
/// same signature.
package struct SiteSigner: Sendable {
    private static let keyLimit = 1 << 20

    /// The key's fingerprint: 40 upper-case hexadecimal digits.
    package let fingerprint: String
    /// The public key as OpenPGP packets, as apt's and gpgv's keyrings are.
    package let publicKey: [UInt8]
    /// The public key in ASCII armor (RFC 4880, section 6.2), as `rpm --import` reads it.
    package let armoredPublicKey: [UInt8]
    private let secretKey: [UInt8]
    private let scratch: FilePath
    private let time: Timestamp

    /// Reads a key.
    ///
    /// - Parameters:
    ///   - file: the secret key, armored or not, as `airgap keygen` writes it; without a passphrase.
    ///   - time: what every signature says of its time; a signature is never older than `SiteKey.creation`.
    ///   - scratch: an existing folder for gpg's files, which are gone when a method returns.
    /// - Throws: `SigningError`, `CommandError.notFound` without gpg, `FileError` when the key cannot be read.
    package init(keyFile file: FilePath, time: Timestamp, scratch: FilePath) async throws {
        let secret = try FileSystem.read(file, limit: Self.keyLimit)
        let parts = try await GnuPGHome.with(scratch: scratch, time: nil) { home in
            do {
                _ = try await home.gpg("read the key", ["--import"], input: secret)
            } catch SigningError.failed(_, let words) {
                throw SigningError.badKey(file, words)
            }
            let listed = SecretKeyList(try await home.gpg("list keys", SecretKeyList.arguments))
            let key = try Self.only(listed, file)
            let open = try await home.gpg("export the public key", ["--export", key.fingerprint])
            let armored = try await home.gpg("export the public key", ["--armor", "--export", key.fingerprint])
            return (key.fingerprint, open, armored)
        }
        (fingerprint, publicKey, armoredPublicKey) = parts
        secretKey = secret
        self.scratch = scratch
        self.time = max(time, SiteKey.creation)
    }

    private static func only(_ list: SecretKeyList, _ file: FilePath) throws(SigningError) -> SecretKeyList.Key {
        guard let key = list.keys.first else { throw .badKey(file, "") }
        guard list.keys.count == 1 else { throw .severalKeys(file, list.keys.map(\.fingerprint)) }
        guard key.algorithm == 1, key.bits >= 2048 else {
            throw .unsuitableKey(file, "algorithm \(key.algorithm) of \(key.bits) bits")
        }
        return key
    }

    /// An armored detached signature of bytes (RFC 4880, section 11.4), over SHA-256.
    ///
    /// - Parameter bytes: what is signed.
    /// - Returns: the signature, a text.
    /// - Throws: `SigningError`, `CommandError`, `FileError`.
    package func detachedSignature(of bytes: [UInt8]) async throws -> [UInt8] {
        try await sign(["--armor", "--detach-sign"], input: bytes)
    }

    /// An armored detached signature of a file, which is read once.
    ///
    /// - Parameter file: what is signed.
    /// - Returns: the signature, a text.
    /// - Throws: `SigningError`, `CommandError`, `FileError`.
    package func detachedSignature(ofFile file: FilePath) async throws -> [UInt8] {
        try await sign(["--armor", "--output", "-", "--detach-sign", "--", file.string])
    }

    /// A text with its signature around it (RFC 4880, section 7), as InRelease files are.
    ///
    /// - Parameter text: what is signed.
    /// - Returns: the signed text.
    /// - Throws: `SigningError`, `CommandError`, `FileError`.
    package func clearSigned(_ text: [UInt8]) async throws -> [UInt8] {
        try await sign(["--clearsign"], input: text)
    }

    private func sign(_ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        try await GnuPGHome.with(scratch: scratch, time: time) { home in
            // A key from the future: imported all the same.
            _ = try await home.gpg("read the key", ["--ignore-time-conflict", "--import"], input: secretKey)
            return try await home.gpg(
                "sign",
                [
                    "--no-emit-version", "--no-comments", "--digest-algo", "SHA256", "--ignore-time-conflict",
                    "--ignore-valid-from", "--local-user", fingerprint,
                ] + arguments, input: input)
        }
    }
}
