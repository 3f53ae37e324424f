import AirgapCore
import SystemPackage

extension SignatureChecker {
    /// Checks a detached signature, armored or not.
    ///
    /// - Parameters:
    ///   - signature: the signature's file: `Release.gpg`, `repomd.xml.asc`.
    ///   - content: what it signs.
    ///   - keyring: whose signature is accepted.
    /// - Returns: the fingerprint of the signer's primary key.
    /// - Throws: `SignatureError`, `CommandError`, or `FileError`.
    @discardableResult
    func check(_ signature: [UInt8], of content: [UInt8], keyring: Keyring) async throws -> String {
        try await check(signature, keyring: keyring) {
            try AtomicFile.write(content, to: $0, mode: 0o600, durably: false)
        }
    }

    /// Checks a detached signature over content that may be large.
    ///
    /// - Parameters:
    ///   - signature: the signature's packets.
    ///   - keyring: whose signature is accepted.
    ///   - writeContent: writes what is signed to a path in the scratch folder.
    /// - Returns: the fingerprint of the signer's primary key.
    /// - Throws: `SignatureError`, `CommandError`, `FileError`, or what `writeContent` throws.
    func check(
        _ signature: [UInt8], keyring: Keyring, writeContent: (FilePath) throws -> Void
    ) async throws -> String {
        let folder = scratch.appending("gpgv.\(UInt64.random(in: .min ... .max))")
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.removeTree(folder) }
        for (bytes, name) in [(keyring.bytes, "keyring"), (signature, "signature")] {
            try AtomicFile.write(bytes, to: folder.appending(name), mode: 0o600, durably: false)
        }
        try writeContent(folder.appending("content"))
        let outcome = try await CommandRunner.run(
            "gpgv",
            [
                "--homedir", folder.string, "--keyring", absolute(folder).appending("keyring").string,
                "--status-fd", "1", folder.appending("signature").string, folder.appending("content").string,
            ])
        let status = SignatureStatus(outcome.output)
        try status.check(diagnostics: outcome.errors)
        guard let signer = status.signer else { throw SignatureError.unclear(outcome.errors) }
        return signer
    }
}
