import AirgapCore
import SystemPackage

/// An OpenPGP key in a GNUPGHOME of its own, made by gpg.
package final class SigningKey: Sendable {
    let home: TemporaryFolder
    /// GnuPG's way to say when it is, or nil for now: `20200101T000000`.
    private let time: String?

    private init(home: TemporaryFolder, time: String?) {
        self.home = home
        self.time = time
    }

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - time: when it is made and used, `20200101T000000`; nil for now.
    ///   - life: `never`, or `1d` and the like.
    /// - Returns: the key.
    /// - Throws: `CommandError`, or `PeerError` with gpg's words.
    package static func make(at time: String? = nil, life: String = "never") async throws -> SigningKey {
        let key = SigningKey(home: try TemporaryFolder(), time: time)
        _ = try await key.gpg(["--quick-generate-key", "Test <test@example.org>", "rsa2048", "sign", life])
        return key
    }

    /// The public key.
    package func publicKey(armored: Bool = false) async throws -> [UInt8] {
        try await gpg((armored ? ["--armor"] : []) + ["--export"])
    }

    /// A text with its signature around it, as InRelease files are.
    package func clearSigned(_ text: [UInt8], digest: String = "SHA256") async throws -> [UInt8] {
        try await gpg(["--digest-algo", digest, "--clearsign"], input: text)
    }

    /// A signature beside what it signs, as `repomd.xml.asc` and `Release.gpg` are.
    package func detached(
        _ content: [UInt8], armored: Bool = false, digest: String = "SHA256"
    ) async throws -> [UInt8] {
        try await gpg(["--digest-algo", digest] + (armored ? ["--armor"] : []) + ["--detach-sign"], input: content)
    }

    private func gpg(_ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        var options = ["--homedir", home.path.string, "--batch", "--pinentry-mode", "loopback", "--passphrase", ""]
        if let time { options += ["--faked-system-time", time + "!"] }
        let outcome = try await CommandRunner.run("gpg", options + arguments, input: input)
        await stopAgent()
        guard outcome.status == 0 else { throw PeerError("gpg", outcome.errors) }
        return outcome.output
    }

    /// Ends the agent that gpg started in the home.
    func stopAgent() async {
        _ = try? await CommandRunner.run("gpgconf", ["--homedir", home.path.string, "--kill", "gpg-agent"])
    }
}
