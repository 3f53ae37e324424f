import SystemPackage
import TestSupport

/// The program `cosign` with a key pair of the test's own; no transparency log is asked.
struct Cosign {
    private let debian: NewerDebian
    private let folder: TemporaryFolder

    init(_ debian: NewerDebian) async throws {
        self.debian = debian
        folder = try TemporaryFolder()
        try await self("generate-key-pair", ["--output-key-prefix", folder.appending("key").string])
    }

    /// Makes something about an image: `sign`, `attest` or `attach`, with its options; in OCI 1.1's form when said.
    ///
    /// - Throws: `PeerProgram.Failure`.
    func make(_ what: [String], asReferrer: Bool = false, about reference: String) async throws {
        let key = what[0] == "attach" ? [] : ["--key", folder.appending("key.key").string, "--tlog-upload=false"]
        let mode = asReferrer ? ["--registry-referrers-mode=oci-1-1"] : []
        try await self(what[0], what.dropFirst() + key + mode + [reference])
    }

    /// Verifies with the public key: `verify` or `verify-attestation`, with its options.
    ///
    /// - Throws: `PeerProgram.Failure`.
    func verify(_ what: [String], _ reference: String) async throws {
        let key = ["--key", folder.appending("key.pub").string, "--insecure-ignore-tlog"]
        try await self(what[0], what.dropFirst() + key + [reference])
    }

    /// Runs the program.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    func callAsFunction(_ command: String, _ arguments: [String]) async throws -> String {
        try await debian.run(
            "cosign", [command] + arguments, environment: ["COSIGN_PASSWORD": "", "COSIGN_EXPERIMENTAL": "1"])
    }
}
