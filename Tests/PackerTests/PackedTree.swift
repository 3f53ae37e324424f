import AirgapCore
import Packer
import SystemPackage
import TestSupport

/// A tree that was packed, and ways to damage it.
struct PackedTree {
    static let time = Timestamp(seconds: 1_700_000_000)

    /// A few files of every kind; random bytes are stored as they are.
    static let files: [String: [UInt8]] = {
        var random = SeededRandom(seed: 7)
        let text = Array(String(repeating: "some text that gets smaller ", count: 9000).utf8)
        return [
            "a/text": text, "a/small": Array("small".utf8), "b/random": random.bytes(2_500_000),
            "b/other": random.bytes(1_200_000), "c/empty": [], "ünï/\(String(repeating: "l", count: 150))": [1, 2, 3],
            "run.sh": Array("#!/bin/sh\n".utf8),
        ]
    }()

    let folder: TemporaryFolder
    let tree: TestTree
    let file: FilePath

    /// Packs files into `b.tgz`.
    init(
        _ files: [String: [UInt8]] = PackedTree.files, executables: Set<String> = ["run.sh"],
        signedBy signer: SiteSigner? = nil, in folder: TemporaryFolder
    ) async throws {
        self.folder = folder
        tree = try TestTree(files, executables: executables, at: folder.appending("tree"))
        file = folder.appending("b.tgz")
        if let signer { try await BundleSigner(signer).sign(tree: tree.folder) }
        _ = try await BundlePacker(options: PackOptions(jobs: 2, time: Self.time), progress: SilentProgress())
            .pack(tree: tree.folder, name: TestTree.name, to: file)
    }

    /// The bundle's bytes.
    func bytes() throws -> [UInt8] { try FileSystem.read(file, limit: 1 << 26) }

    /// The same archive as another gzip makes it.
    func regzipped() async throws -> FilePath {
        let plain = folder.appending("plain.tgz")
        try await PeerProgram.run("sh", ["-c", "gzip -dc '\(file)' | gzip -n1 > '\(plain)'"])
        return plain
    }

    /// Verifies a file as a bundle.
    static func verify(_ file: FilePath, jobs: Int = 2, trust: BundleTrust = BundleTrust()) async throws
        -> VerificationReport
    {
        try await BundleVerifier(
            modules: VerifierSet([]), options: VerifyOptions(jobs: jobs, trust: trust), progress: SilentProgress()
        ).verify(file)
    }
}
