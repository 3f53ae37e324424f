import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Keys and signatures, judged by gpgv and sqv.
struct SiteSignerTests {
    private static let time = Timestamp(seconds: 1_700_000_000)

    private func key(_ folder: TemporaryFolder) async throws -> FilePath {
        let file = folder.appending("site.key")
        let made = try await SiteKey.make(at: file, name: "Test key", scratch: folder.path)
        #expect(made.publicKey == folder.appending("site.asc"))
        return file
    }

    @Test func `a key is private, dated back, and never overwritten`() async throws {
        let folder = try TemporaryFolder()
        let file = try await key(folder)
        let mode = try FileSystem.status(file)?.mode
        #expect(mode == 0o600)
        #expect(try FileSystem.names(in: folder.path) == ["site.asc", "site.key", "site.pem"])
        let listed = try await PeerProgram.run(
            "gpg",
            ["--homedir", folder.path.string, "--show-keys", "--with-colons", folder.appending("site.asc").string])
        let fields = listed.split(separator: "\n").first { $0.hasPrefix("pub") }?.split(
            separator: ":", omittingEmptySubsequences: false)
        #expect(fields?[2] == "3072")
        #expect(fields?[3] == "1")
        #expect(fields?[5] == "1262304000")
        #expect(fields?[6] == "")
        let before = try FileSystem.read(file, limit: 1 << 20)
        await #expect(throws: SigningError.keyExists(file)) {
            try await SiteKey.make(at: file, name: "Test key", scratch: folder.path)
        }
        #expect(try FileSystem.read(file, limit: 1 << 20) == before)
    }

    @Test func `gpgv and sqv accept signatures, twice the same, and no agent stays`() async throws {
        let folder = try TemporaryFolder()
        let file = try await key(folder)
        let scratch = folder.appending("scratch")
        try FileSystem.makeFolder(scratch)
        let signer = try await SiteSigner(keyFile: file, time: Self.time, scratch: scratch)
        let text = Array("what is signed\n".utf8)
        try folder.write(text, at: "text")
        let signature = try await signer.detachedSignature(of: text)
        try folder.write(signature, at: "text.sig")
        #expect(try await signer.detachedSignature(of: text) == signature)
        #expect(try await signer.detachedSignature(ofFile: folder.appending("text")) == signature)
        try folder.write(signer.publicKey, at: "key.gpg")
        let paths = ["key.gpg", "text.sig", "text"].map { folder.appending($0).string }
        let gpgv = try await CommandRunner.run("gpgv", ["--status-fd", "1", "--keyring"] + paths)
        #expect(gpgv.status == 0, "\(gpgv.errors)")
        let status = String(decoding: gpgv.output, as: UTF8.self)
        #expect(status.contains("VALIDSIG \(signer.fingerprint) 2023-11-14 \(Self.time.seconds) "))
        try await PeerProgram.run("sqv", ["--keyring", folder.appending("site.asc").string, paths[1], paths[2]])
        try folder.write(try await signer.clearSigned(text), at: "InRelease")
        try await PeerProgram.run("gpgv", ["--keyring", paths[0], folder.appending("InRelease").string])
        #expect(try FileSystem.names(in: scratch).isEmpty)
        let processes = try await PeerProgram.run("ps", ["-eo", "args"])
        #expect(!processes.contains(scratch.string))
    }

    @Test func `what is no key is named`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("no key", at: "x.key")
        await #expect(throws: SigningError.self) {
            try await SiteSigner(keyFile: file, time: Self.time, scratch: folder.path)
        }
        let gone = folder.appending("gone.key")
        await #expect(throws: FileError("open", gone, .noSuchFileOrDirectory)) {
            try await SiteSigner(keyFile: gone, time: Self.time, scratch: folder.path)
        }
        _ = try await key(folder)
        let open = folder.appending("site.asc")
        await #expect(throws: SigningError.badKey(open, "")) {
            try await SiteSigner(keyFile: open, time: Self.time, scratch: folder.path)
        }
    }

    @Test func `a folder too deep for a socket`() async throws {
        let folder = try TemporaryFolder()
        let deep = folder.appending(String(repeating: "d", count: 120))
        try FileSystem.makeFolder(deep)
        _ = try await SiteKey.make(at: deep.appending("site.key"), name: "Test key", scratch: deep)
        #expect(try FileSystem.names(in: deep) == ["site.asc", "site.key", "site.pem"])
    }
}
