package import SystemPackage

extension SigningKey {
    /// Signs rpm files in place with rpmsign, as distributions do: a signature over the main header.
    ///
    /// - Parameters:
    ///   - rpms: the files.
    ///   - contentToo: adds the signature over header and payload that rpm had before 4.14.
    /// - Throws: `CommandError`, or `PeerProgram.Failure` with rpmsign's words.
    package func sign(_ rpms: [FilePath], contentToo: Bool = false) async throws {
        // rpmsign does not look in PATH.
        let defines = ["__gpg /usr/bin/gpg", "_gpg_name test@example.org", "_gpg_path \(home.path)"].flatMap {
            ["--define", $0]
        }
        try await PeerProgram.run(
            "rpmsign", ["--addsign"] + (contentToo ? ["--rpmv3"] : []) + defines + rpms.map(\.string))
        await stopAgent()
    }
}
