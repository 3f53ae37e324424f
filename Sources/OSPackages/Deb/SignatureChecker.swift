import AirgapCore
import FoundationEssentials
import SystemPackage

/// Checks clear-signed text with gpgv, and gives only the text that the signature covers.
struct SignatureChecker: Sendable {
    /// An existing folder; each check makes its own folder in it, and removes it.
    let scratch: FilePath

    /// Checks an InRelease file.
    ///
    /// gpgv writes its output even for a bad signature, so it is read only after the status was good; the file as it came
    /// is never read again, because text outside of the signed part would be in it.
    ///
    /// - Returns: the signed text.
    /// - Throws: `SignatureError`, `CommandError`, or `FileError`.
    func signedText(of file: [UInt8], keyring: Keyring) async throws -> [UInt8] {
        let folder = scratch.appending("gpgv.\(UInt64.random(in: .min ... .max))")
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.removeTree(folder) }
        try AtomicFile.write(keyring.bytes, to: folder.appending("keyring"), mode: 0o600, durably: false)
        try AtomicFile.write(file, to: folder.appending("signed"), mode: 0o600, durably: false)
        let output = folder.appending("text")
        let outcome = try await CommandRunner.run(
            "gpgv",
            [
                "--homedir", folder.string, "--keyring", absolute(folder).appending("keyring").string,
                "--status-fd", "1", "--output", output.string, folder.appending("signed").string,
            ])
        try SignatureStatus(outcome.output).check(diagnostics: outcome.errors)
        return try FileSystem.read(output, limit: max(file.count, 1))
    }

    /// gpgv looks for a relative keyring in its home folder.
    func absolute(_ path: FilePath) -> FilePath {
        path.isAbsolute ? path : FilePath(FileManager.default.currentDirectoryPath).pushing(path)
    }
}
