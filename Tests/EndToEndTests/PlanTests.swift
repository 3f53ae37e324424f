import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// plan, the lock, and diff, as people use them.
@Suite(.serialized)
struct PlanTests {
    /// A project of files alone, served by a server that can change its mind.
    private struct FilesProject: Sendable {
        let folder: TemporaryFolder
        let program: AirgapProgram

        init(_ entries: [String], variables: String = "{}") throws {
            folder = try TemporaryFolder()
            program = AirgapProgram(in: folder)
            try write(entries, variables: variables)
        }

        func write(_ entries: [String], variables: String = "{}") throws {
            try folder.write(
                "name: p\nversion: '1'\narches: [amd64]\nvariables: \(variables)\nfiles:\n  extra:\n"
                    + entries.map { "    - { \($0) }\n" }.joined(), at: "airgap.yaml")
        }

        func plan(_ arguments: [String] = []) async throws -> CommandRunner.Outcome {
            try await program.run("plan", arguments)
        }

        var lock: [UInt8] { get throws { try FileSystem.read(folder.appending("airgap.lock"), limit: 1 << 20) } }
    }

    private static func text(_ outcome: CommandRunner.Outcome) -> String {
        String(decoding: outcome.output, as: UTF8.self)
    }

    private static func content(_ version: String) -> [UInt8] {
        (0..<(version == "v1.0.0" ? 100_000 : 140_000)).map {
            UInt8(truncatingIfNeeded: $0 &* version.utf8.count &+ $0 >> 8)
        }
    }

    @Test func `every problem is told at once, nothing is locked, and the exit code is 65`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            try await ScriptedServer.run({ request in
                switch request.target {
                case "/gone": .answer(404)
                case "/secret": .answer(401)
                case "/forbidden": .answer(403)
                case "/nohead" where request.method == "HEAD": .answer(405)
                default: .file([1, 2, 3], for: request)
                }
            }) { server in
                let sum = Digest(of: [1, 2, 3] as [UInt8]).hex
                let paths = ["gone", "secret", "forbidden", "nohead"]
                let more = paths.map { "    - { url: '\(server.base)/\($0)', sha256: '\(sum)' }\n" }.joined()
                try scene.edit("  extra:\n", "  extra:\n" + more)
                try scene.edit("upstream/tool", "upstream/amd64-only", in: "images_origin.yaml")
                try scene.edit("tool:1.0", "tool:2")
                let outcome = try await scene.program.run("plan", ["--arch", "arm64"])
                let text = Self.text(outcome)
                #expect(outcome.status == 65, "\(outcome.errors)")
                for path in ["gone", "secret", "forbidden"] {
                    #expect(text.contains("error: files: \(server.base)/\(path): "), "\(text)")
                }
                #expect(!text.contains("nohead"))
                #expect(text.contains("error: images: library/tool:2 (") && text.contains("linux/arm64"), "\(text)")
                #expect(text.contains("A build would fail. airgap.lock is as it was."))
                #expect(try FileSystem.status(scene.folder.appending("airgap.lock")) == nil)
                let json = try await scene.program.run("plan", ["--arch", "arm64", "--json"])
                let problems = try JSONValue(parsing: json.output).array?.first?["problems"]?.array ?? []
                #expect(
                    problems.compactMap { $0["kind"]?.string } == ["gone", "credentials", "credentials", "platform"])
            }
        }
    }

    @Test func `what plan locked is what build builds, twice the same bytes`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let plan = try await scene.program.run("plan", ["--arch", "amd64", "--media", "1M"])
            #expect(plan.status == 0, "\(plan.errors)")
            let lock = try FileSystem.read(scene.folder.appending("airgap.lock"), limit: 1 << 20)
            #expect(Self.text(plan).contains("media of 1.00 MB"))
            let first = try await scene.build("amd64")
            #expect(try FileSystem.read(scene.folder.appending("airgap.lock"), limit: 1 << 20) == lock)
            try FileSystem.rename(first, to: scene.folder.appending("first.tgz"))
            // Another day: nothing cached, and the clock moved on, which only the lock keeps out.
            let other = AirgapProgram(in: scene.folder, cache: scene.folder.appending("other-cache"))
            let outcome = try await other.run("build", ["--arch", "amd64", "--locked"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            try await PeerProgram.run("cmp", [scene.folder.appending("first.tgz").string, first.string])
            let again = try await scene.program.run("plan", ["--arch", "amd64"])
            #expect(again.errors.contains("as locked: 2 images"))
            #expect(!again.errors.contains("resolving"))
        }
    }

    @Test func `a new version is said in words, by plan and by diff`() async throws {
        try await ScriptedServer.run({ request in
            .file(Self.content(request.target.contains("v1.0.0") ? "v1.0.0" : "v1.1.0."), for: request)
        }) { server in
            func entry(_ version: String, _ content: String) -> String {
                "url: '\(server.base)/{{ tool }}/tool-{{ tool }}-linux-amd64.bin', sha256: '\(Digest(of: Self.content(content)).hex)'"
            }
            let project = try FilesProject([entry("v1.0.0", "v1.0.0")], variables: "{ tool: v1.0.0 }")
            #expect(try await project.plan().status == 0)
            #expect(try await project.program.run("build").status == 0)
            try FileSystem.rename(project.program.bundle("p-1-amd64"), to: project.folder.appending("old.tgz"))
            try project.write([entry("v1.1.0", "v1.1.0.")], variables: "{ tool: v1.1.0 }")
            let plan = try await project.plan()
            #expect(Self.text(plan).contains("changed  tool v1.0.0 -> v1.1.0, +40.0 kB"), "\(Self.text(plan))")
            #expect(try await project.program.run("build").status == 0)
            try await Self.compare(
                project.folder.appending("old.tgz"), project.program.bundle("p-1-amd64"), in: project.folder)
        }
    }

    /// Text, JSON and CSV of two bundles, of which the second is cut off behind its first members.
    private static func compare(_ old: FilePath, _ new: FilePath, in folder: TemporaryFolder) async throws {
        let cut = folder.appending("cut.tgz")
        try await PeerProgram.run("sh", ["-c", "head -c 20000 \"$0\" > \"$1\"", new.string, cut.string])
        let program = AirgapProgram.path.string
        let text = try await CommandRunner.run(program, ["diff", old.string, cut.string])
        #expect(text.status == 1, "\(text.errors)")
        #expect(Self.text(text).contains("changed  tool v1.0.0 -> v1.1.0, +40.0 kB"))
        #expect(Self.text(text).contains("changed  tool v1.0.0 -> v1.1.0\n"))
        let json = try JSONValue(
            parsing: try await CommandRunner.run(program, ["diff", "--json", old.string, cut.string]).output)
        let changes = json["parts"]?.array?.first?["changes"]?.array ?? []
        #expect(changes.compactMap { $0["module"]?.string } == ["variables", "files"])
        #expect(changes.last?["new"]?["size"]?.integer == 140_000)
        let csv = try await CommandRunner.run(program, ["diff", "--csv", old.string, cut.string])
        #expect(Self.text(csv).split(separator: "\r\n").count == 3)
        let same = try await CommandRunner.run(program, ["diff", new.string, new.string])
        #expect(same.status == 0 && Self.text(same).contains("No differences."))
        let bad = try await CommandRunner.run(program, ["diff", old.string, program])
        #expect(bad.status == 65)
    }

    @Test func `update refreshes what is named, and nothing else`() async throws {
        // Each checksum file changes with every request, as a publisher's "latest" does.
        try await ScriptedServer.run({ request in
            let version = request.target.hasSuffix(".sum") ? request.count : 0
            return request.target.hasSuffix(".sum")
                ? .answer(200, [], Array(Digest(of: "\(request.target) \(version)".utf8).hex.utf8)) : .answer(200)
        }) { server in
            let project = try FilesProject(
                ["one", "two"].map { name in
                    "url: '\(server.base)/\(name)', checksum_url: '\(server.base)/\(name).sum', allow_http: true"
                })
            #expect(try await project.plan().status == 0)
            let first = try project.lock
            #expect(try await project.plan().status == 0)
            #expect(try project.lock == first)
            let kept = try await project.plan()
            #expect(Self.text(kept).contains("its checksum file comes over plain http"))
            let update = try await project.plan(["--update", "two"])
            #expect(update.status == 0, "\(update.errors)")
            let text = Self.text(update)
            #expect(text.contains("changed  two ") && text.contains(" -> ") && !text.contains("changed  one"))
            let old = try Self.digests(first)
            let new = try Self.digests(try project.lock)
            #expect(old[0] == new[0] && old[1] != new[1])
            _ = try await project.plan(["--update"])
            #expect(try Self.digests(try project.lock)[0] != old[0])
            let unknown = try await project.plan(["--update", "twoo"])
            #expect(unknown.status == 64)
            #expect(unknown.errors.contains("nothing that is locked is called 'twoo'; did you mean 'two'?"))
        }
    }

    private static func digests(_ lock: [UInt8]) throws -> [String] {
        let files = try JSONValue(parsing: lock)["bundles"]?["amd64"]?["modules"]?["files"]?["locked"]?["files"]?.array
        return (files ?? []).compactMap { $0["digest"]?.string }
    }

    @Test func `what was locked and is gone meanwhile is a problem`() async throws {
        try await ScriptedServer.run({ $0.count < 1 ? .file([1, 2, 3], for: $0) : .answer(404) }) { server in
            let sum = Digest(of: [1, 2, 3] as [UInt8]).hex
            let project = try FilesProject(["url: '\(server.base)/x', sha256: '\(sum)'"])
            #expect(try await project.plan().status == 0)
            let later = try await project.plan()
            #expect(later.status == 65)
            #expect(Self.text(later).contains("404 Not Found"))
        }
    }

    @Test func `what nobody vouches for is a warning, and the plan works`() async throws {
        try await ScriptedServer.run({ .file([1, 2, 3], for: $0) }) { server in
            let project = try FilesProject(["url: '\(server.base)/x', checksum: first-use, allow_http: true"])
            let plan = try await project.plan()
            #expect(plan.status == 0, "\(plan.errors)")
            #expect(Self.text(plan).contains("the first build records what arrives"))
            let build = try await project.program.run("build")
            #expect(build.errors.contains("as it came first"))
            let later = try await project.plan()
            #expect(Self.text(later).contains("nothing vouches for it but the lock's own record, sha256:"))
            #expect(server.requests.map(\.method) == ["HEAD", "GET"])
        }
    }

    @Test func `init gives a project that plan accepts, and replaces nothing`() async throws {
        let folder = try TemporaryFolder()
        let site = folder.appending("My Site")
        let run = try await CommandRunner.run(AirgapProgram.path.string, ["init", site.string])
        #expect(run.status == 0, "\(run.errors)")
        let plan = try await CommandRunner.run(
            AirgapProgram.path.string,
            ["plan", "--project", site.string, "--cache", try Scene.sharedCache.path().string, "--json"])
        #expect(plan.status == 0, "\(plan.errors)")
        let report = try JSONValue(parsing: plan.output).array?.first
        #expect(report?["bundle"]?.string == "My-Site-1.0-amd64")
        #expect(report?["problems"]?.array?.isEmpty == true)
        // The set-up too, when the marks are taken out as the comments say.
        let top = FilePath(#filePath).removingLastComponent().appending("../..").lexicallyNormalized()
        let script = """
            cp -r "$1/templates" "$0" && cd "$0" && mv airgap.yaml before &&
            sed -E 's/^  # ([a-z_]+(domain|port|image): )/  \\1/; s/^# (compose:|  templates:)/\\1/' before > airgap.yaml &&
            ! cmp -s before airgap.yaml && rm before
            """
        try await PeerProgram.run("sh", ["-c", script, site.string, top.string])
        let full = try await CommandRunner.run(
            AirgapProgram.path.string,
            ["plan", "--project", site.string, "--cache", try Scene.sharedCache.path().string, "--json"])
        #expect(full.status == 0, "\(full.errors)")
        let modules = try JSONValue(parsing: full.output).array?.first?["modules"]?.array ?? []
        #expect(
            modules.contains { $0["module"]?.string == "compose" }, "\(String(decoding: full.output, as: UTF8.self))")
        let again = try await CommandRunner.run(AirgapProgram.path.string, ["init", site.string])
        #expect(again.status == 65)
        #expect(again.errors.contains("already there: airgap.schema.json, airgap.yaml"))
    }
}
