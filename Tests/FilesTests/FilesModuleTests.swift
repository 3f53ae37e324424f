import AirgapCore
import Files
import SystemPackage
import TestSupport
import Testing

/// From entries to files in the tree, against a loopback server.
struct FilesModuleTests {
    static let binary = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private func build(_ yaml: String, _ folder: TemporaryFolder, _ policy: LockPolicy = .resolve) async throws
        -> BuiltTree
    {
        try folder.write("name: test\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n" + yaml, at: "airgap.yaml")
        return try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let context = ResolveContext(
                architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
            let project = try Project(folder.path, for: .amd64, types: [FilesModule.self])
            return try await BundleBuilder(context: context).build(
                BuildRequest(project: project, policy: policy, output: folder.appending("out"), writer: "test"))
        }
    }

    /// Publishers write checksum files in many ways; each must give the digest of `/dl/tool`.
    @Test(arguments: [
        "{}", "{}\n", "{}  tool\n", "{} *tool\n", "{}  ./dist/tool\n", "00  x\n{}  tool\r\n",
        "{other}  tool2\n{}  tool\n",
    ])
    func `checksum files`(_ form: String) async throws {
        let folder = try TemporaryFolder()
        let hex = Digest(of: Self.binary).hex
        let sums = form.replacing("{other}", with: String(repeating: "b", count: 64)).replacing("{}", with: hex)
        try await ScriptedServer.run({ request in
            request.target.hasSuffix(".sha256") ? .answer(200, [], Array(sums.utf8)) : .file(Self.binary, for: request)
        }) { server in
            let yaml =
                "    - { url: '\(server.base)/dl/tool', sha256_url: '\(server.base)/dl/tool.sha256', allow_http: true }\n"
            let built = try await build(yaml, folder)
            let host = server.base.dropFirst(7).replacing(":", with: "_")
            let file = built.folder.appending("resources/nginx/files/\(host)/dl/tool")
            #expect(try FileSystem.read(file, limit: 1 << 20) == Self.binary)
        }
    }

    @Test(arguments: ["", "{other}  other\n", "<html>", "{}  tool\n{other}  tool\n"])
    func `checksum files without an answer`(_ form: String) async throws {
        let folder = try TemporaryFolder()
        let sums = form.replacing("{other}", with: String(repeating: "b", count: 64))
            .replacing("{}", with: Digest(of: Self.binary).hex)
        try await ScriptedServer.run({ _ in .answer(200, [], Array(sums.utf8)) }) { server in
            let yaml = "    - { url: '\(server.base)/dl/tool', sha256_url: '\(server.base)/s', allow_http: true }\n"
            let error = await #expect(throws: StageError.self) { try await build(yaml, folder) }
            let text = "\(try #require(error))"
            #expect(text.contains("sha256 for 'tool'"))
            #expect(error?.exitCode == .badConfiguration)
        }
    }

    @Test func `local files keep their content, and a locked build sees a change`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.binary, at: "drivers/x.run")
        let yaml = "    - { path: drivers/x.run, to: nvidia/x.run, executable: true }\n"
        let built = try await build(yaml, folder)
        let file = built.folder.appending("resources/nginx/files/nvidia/x.run")
        #expect(try FileSystem.read(file, limit: 1 << 20) == Self.binary)
        #expect(built.manifest.executables.map(\.description) == ["resources/nginx/files/nvidia/x.run"])
        try folder.write("other", at: "drivers/x.run")
        try FileSystem.removeTree(folder.appending("cache"))
        let error = await #expect(throws: StageError.self) { try await build(yaml, folder, .locked) }
        let text = "\(try #require(error))"
        #expect(text.contains("drivers/x.run changed since it was locked"))
    }

    @Test func `a locked build with a cold cache gives the same tree and asks for nothing but the file`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ .file(Self.binary, for: $0) }) { server in
            let yaml = "    - { url: '\(server.base)/tool', sha256: '\(Digest(of: Self.binary).hex)', to: a/tool }\n"
            let first = try await build(yaml, folder)
            let sums = try FileSystem.read(first.folder.appending("SHA256SUMS"), limit: 1 << 20)
            try FileSystem.removeTree(folder.appending("cache"))
            try FileSystem.removeTree(folder.appending("out"))
            let second = try await build(yaml, folder, .locked)
            #expect(try FileSystem.read(second.folder.appending("SHA256SUMS"), limit: 1 << 20) == sums)
            #expect(server.requests.map(\.method) == ["HEAD", "GET", "GET"])
        }
    }

    @Test func `all files that cannot be had are told at once`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ _ in .answer(404) }) { server in
            let sum = String(repeating: "a", count: 64)
            let yaml = (1...3).map { "    - { url: '\(server.base)/\($0)', sha256: '\(sum)' }\n" }.joined()
            let error = await #expect(throws: FailureList.self) { try await build(yaml, folder) }
            #expect(error?.failures.count == 3)
            #expect(error?.exitCode == .unavailable)
        }
    }
}
