import FoundationEssentials
package import SystemPackage

/// A `.sig` or `.asc` beside a file, checked with gpgv.
package struct DetachedSignature: Sendable {
    /// MD5, SHA-1 and RIPEMD-160 (RFC 9580, section 9.5).
    private static let brokenHashes: Set<Substring> = ["1", "2", "3"]

    private let bytes: [UInt8]
    private let keyring: OpenPGPKeyring

    /// - Parameters:
    ///   - bytes: the signature file, binary or armored.
    ///   - keyring: the keys that may sign.
    package init(_ bytes: [UInt8], keyring: OpenPGPKeyring) {
        self.bytes = bytes
        self.keyring = keyring
    }

    /// Checks that at least one key of the keyring signed the file, and that no signature is bad.
    ///
    /// - Parameters:
    ///   - file: the signed file.
    ///   - scratch: an existing folder; what is made in it is removed.
    /// - Throws: `DetachedSignatureError`, `CommandError`, `FileError`.
    package func check(_ file: FilePath, scratch: FilePath) async throws {
        let folder = Self.absolute(scratch).appending("gpgv.\(UInt64.random(in: .min ... .max))")
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.removeTree(folder) }
        try AtomicFile.write(keyring.bytes, to: folder.appending("keyring"), mode: 0o600, durably: false)
        try AtomicFile.write(bytes, to: folder.appending("signature"), mode: 0o600, durably: false)
        let outcome = try await CommandRunner.run(
            "gpgv",
            [
                "--homedir", folder.string, "--keyring", folder.appending("keyring").string, "--status-fd", "1",
                folder.appending("signature").string, Self.absolute(file).string,
            ])
        try Self.judge(outcome)
    }

    /// gpgv's status lines (GnuPG's doc/DETAILS): GOODSIG says that neither key nor signature has expired, VALIDSIG that
    /// the cryptography holds.
    private static func judge(_ outcome: CommandRunner.Outcome) throws(DetachedSignatureError) {
        var (isGood, hasGood, hasWorthless, sawAny) = (false, false, false, false)
        var unknown: [String] = []
        for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
            switch words[1] {
            case "NEWSIG": (isGood, sawAny) = (false, true)
            case "GOODSIG": isGood = true
            case "BADSIG": throw .tampered
            case "EXPSIG", "EXPKEYSIG", "REVKEYSIG": hasWorthless = true
            case "ERRSIG": unknown.append(words.count > 2 ? String(words[2].prefix(40)) : "?")
            case "VALIDSIG":
                let isSound = isGood && words.count > 9 && !brokenHashes.contains(words[9])
                (hasGood, hasWorthless) = (hasGood || isSound, hasWorthless || !isSound)
            default: break
            }
        }
        if hasGood { return }
        if hasWorthless { throw .worthless }
        if !unknown.isEmpty { throw .unknownSigner(unknown) }
        throw sawAny ? .unclear(outcome.errors) : .notSignature
    }

    private static func absolute(_ path: FilePath) -> FilePath {
        path.isAbsolute ? path : FilePath(FileManager.default.currentDirectoryPath).pushing(path)
    }
}
