import AirgapCore
import SystemPackage

extension SignatureChecker {
    /// Checks a detached signature, armored or not.
    ///
    /// - Parameters:
    ///   - signature: the signature's file: `Release.gpg`, `repomd.xml.asc`.
    ///   - content: what it signs.
    ///   - keyring: whose signature is accepted.
    /// - Throws: `SignatureError`, `CommandError`, or `FileError`.
    func check(_ signature: [UInt8], of content: [UInt8], keyring: Keyring) async throws {
        let folder = scratch.appending("gpgv.\(UInt64.random(in: .min ... .max))")
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.removeTree(folder) }
        for (bytes, name) in [(keyring.bytes, "keyring"), (signature, "signature"), (content, "content")] {
            try AtomicFile.write(bytes, to: folder.appending(name), mode: 0o600, durably: false)
        }
        let outcome = try await CommandRunner.run(
            "gpgv",
            [
                "--homedir", folder.string, "--keyring", absolute(folder).appending("keyring").string,
                "--status-fd", "1", folder.appending("signature").string, folder.appending("content").string,
            ])
        try SignatureStatus(outcome.output).check(diagnostics: outcome.errors)
    }
}
