import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

/// verify of an unpacked bundle, whole and changed.
struct FolderVerifyTests {
    private let folder: TemporaryFolder
    private let tree: FilePath

    init() throws {
        folder = try TemporaryFolder()
        tree = try TestTree(PackedTree.files, executables: ["run.sh"], at: folder.appending("tree")).folder
    }

    private func verify(
        jobs: Int = 2, quick: Bool = false, trust: BundleTrust = BundleTrust(),
        progress: any ProgressReporter = SilentProgress()
    ) async throws -> VerificationReport {
        try await FolderVerifier(
            modules: VerifierSet([]), options: VerifyOptions(jobs: jobs, isQuick: quick, trust: trust),
            progress: progress
        ).verify(tree)
    }

    private func shell(_ script: String) async throws {
        try await PeerProgram.run("sh", ["-c", "set -e; cd \"$0\"\n\(script)", tree.string])
    }

    /// A folder that sha256sum and gpgv find good is good, as GNU tar unpacks it too, whatever the umask took away.
    @Test(arguments: ["022", "077", "000", "027"]) func `a whole bundle`(_ umask: String) async throws {
        let signer = try await SiteKeys.shared.signer(folder)
        let packed = try await PackedTree(signedBy: signer, in: folder)
        try folder.write(signer.publicKey, at: "site.gpg")
        try FileSystem.removeTree(tree)
        let script = """
            umask \(umask) && cd "$0" && tar xzf \(packed.file) --no-same-permissions && mv test-1-amd64 tree && cd tree &&
            sha256sum --quiet --strict -c SHA256SUMS && gpgv -q --keyring "$0/site.gpg" SHA256SUMS.sig SHA256SUMS
            """
        try await PeerProgram.run("sh", ["-c", script, folder.path.string])
        for jobs in [1, 2, 7] {
            let report = try await verify(jobs: jobs, trust: try await SiteKeys.shared.trust())
            #expect(report.findings.isEmpty, "\(report.findings)")
            #expect(report.exitCode == .done)
            #expect(report.members == PackedTree.files.count + 4)
            #expect(report.signature == SignatureState(.good, key: signer.fingerprint))
            let bytes = try await PeerProgram.run("sh", ["-c", "cat $(find \"$0\" -type f) | wc -c", tree.string])
            #expect(bytes == "\(report.bytes)\n")
            #expect(report.statements == [])
        }
        let packedReport = try await PackedTree.verify(packed.file, trust: try await SiteKeys.shared.trust())
        let report = try await verify(trust: try await SiteKeys.shared.trust())
        #expect(report.bundle == packedReport.bundle && report.bytes == packedReport.bytes)
    }

    @Test(arguments: FolderMutation.allCases) func `what was changed is told`(_ mutation: FolderMutation) async throws {
        try await shell(mutation.script)
        for jobs in [1, 4] {
            let report = try await verify(jobs: jobs)
            let found = report.findings.map { "\($0)" }.sorted()
            let expected = mutation.findings.map { "'\($0.member)': \($0.problem)" }.sorted()
            #expect(found.count == expected.count, "\(found)")
            for (text, start) in zip(found, expected) { #expect(text.hasPrefix(start), "\(found)") }
            #expect(report.exitCode == .findings)
        }
        // A quick look sees whatever is not in the contents alone.
        let quick = try await verify(quick: true)
        #expect(quick.findings.isEmpty == (mutation == .flipped || mutation == .swapped), "\(quick.findings)")
    }

    @Test func `everything is told at once, and the site's own is named`() async throws {
        try await shell(
            """
            \(FolderMutation.flipped.script); \(FolderMutation.removed.script); \(FolderMutation.added.script)
            \(FolderMutation.notExecutable.script); \(FolderMutation.truncated.script); \(FolderMutation.addedLink.script)
            mkdir -p site/certs; echo x > site/certs/server.key; ln -s / site/root; echo verify > .install_steps
            echo x > config.yaml
            """)
        let report = try await verify()
        #expect(
            report.findings.map(\.member) == ["a/passwd", "a/small", "added", "run.sh", "b/other", "b/random"],
            "\(report.findings)")
        #expect(report.text.contains("passed over: '.install_steps', 'config.yaml', 'site'"), "\(report.text)")
        #expect(report.text.contains("what only the whole can show was not looked for"))
    }

    @Test func `signature and generation come first`() async throws {
        let trust = try await SiteKeys.shared.trust()
        try await shell("echo x > added")
        let absent = try await verify(trust: trust)
        #expect(absent.exitCode == .badSignature)
        #expect(absent.findings.map(\.problem) == ["the bundle is not signed; nothing else was read"])
        try await BundleSigner(try await SiteKeys.shared.signer(folder)).sign(tree: tree)
        #expect(try await verify(trust: trust).findings.map(\.member) == ["added"])
        #expect(try await verify(trust: try await SiteKeys.shared.trust(other: true)).exitCode == .badSignature)
        #expect(try await verify().text.contains("NOT checked"))
        let older = try await verify(trust: BundleTrust(newerThan: PackedTree.time))
        #expect(older.exitCode == .older && older.members == 0)
        try await shell(FolderMutation.removed.script + "\n" + FolderMutation.lockEdited.script)
        #expect(try await verify(trust: trust).exitCode == .badSignature)
        try await shell("mv SHA256SUMS.sig ../sig && ln -s ../sig SHA256SUMS.sig")
        #expect("\(try await verify(trust: trust).findings)".contains("SHA256SUMS.sig is a symbolic link"))
    }

    /// A USB stick's file system has one mode for all files: that is said, and is no finding.
    @Test func `a file system without modes`() async throws {
        try await shell("find . -type f -exec chmod 755 {} +")
        let report = try await verify()
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(
            report.statements == [
                "every file has the mode 0755: this file system keeps none, so they were not compared"
            ])
    }

    @Test func `more findings than a person can use are counted`() async throws {
        try await shell("mkdir many && cd many && seq 3000 | xargs touch && mkdir deep && cd deep && touch x")
        let report = try await verify()
        #expect(report.findings.count == 1001 && report.exitCode == .findings, "\(report.findings.count)")
        #expect(report.findings.last?.problem == "2001 more findings")
    }

    @Test func `a folder that is none of a bundle, and hostile names`() async throws {
        try await shell("find . -mindepth 1 -delete")
        #expect(try await verify().findings.map(\.problem) == ["bundle.json is not there; the rest was not read"])
        _ = try TestTree(PackedTree.files, executables: ["run.sh"], at: tree)
        try await shell(#"touch "$(printf 'a/bad\377name')" "$(printf 'new\nline')"; mkdir "$(printf 'f\033[31m')""#)
        let report = try await verify()
        #expect(report.findings.count == 3, "\(report.findings)")
        #expect(!report.text.utf8.contains(0x1B))
        try await shell("truncate -s 5M bundle.json")
        #expect("\(try await verify().findings)".contains("bundle.json has 5242880 bytes, more than"))
    }

    /// Files of every size, among them some that are parts of their own and come first.
    @Test func `large and many files, in order for the modules`() async throws {
        var files: [String: [UInt8]] = [:]
        for number in 0..<700 { files["many/\(number)"] = Array("\(number)".utf8) }
        for number in 1...3 { files["many/5-large-\(number)"] = [UInt8](repeating: UInt8(number), count: 17 << 20) }
        files["zz"] = [UInt8](repeating: 7, count: 6 << 20)
        try FileSystem.removeTree(tree)
        _ = try TestTree(files, at: tree)
        for jobs in [1, 3] {
            let report = try await verify(jobs: jobs)
            #expect(report.findings.isEmpty && report.members == files.count + 3, "\(report.findings)")
        }
        try await shell(
            "printf X | dd of=many/5-large-2 bs=1 seek=17000000 conv=notrunc status=none; printf x >> many/699")
        #expect(try await verify().findings.map(\.member) == ["many/5-large-2", "many/699", "bundle.json"])
    }
}
