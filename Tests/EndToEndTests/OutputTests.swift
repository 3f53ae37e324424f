import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// What the program says, and where.
@Suite(.serialized)
struct OutputTests {
    @Test func `stdout is data, stderr has no escape byte when piped`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let outcome = try await scene.program.run("build", ["--arch", "amd64", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(!outcome.errors.utf8.contains(0x1B) && !outcome.output.contains(0x1B))
            let reports = try JSONValue(parsing: outcome.output)
            let manifest = try #require(reports.array?.first?["manifest"])
            #expect(manifest["name"]?.string == "scene")
            #expect(manifest["components"]?.array?.count == 4)
            #expect(outcome.errors.contains("images: resolved: 2 images"))
            let quiet = try await scene.program.run("build", ["--arch", "amd64", "--quiet"])
            #expect(quiet.errors.isEmpty)
            #expect(String(decoding: quiet.output, as: UTF8.self).contains("scene-1.0-amd64.tgz"))
        }
    }

    @Test func `plan says what a build would fetch and fetches nothing large`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let program = AirgapProgram(in: scene.folder)
            let outcome = try await program.run("plan", ["--arch", "amd64", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let modules = try #require(try JSONValue(parsing: outcome.output).array?.first?["modules"]?.array)
            #expect(modules.compactMap { $0["module"]?.string } == ["os-packages", "files", "images", "compose"])
            #expect(modules[1]["bytesToFetch"]?.integer == Int64(Scene.file.count))
            #expect(try !ContentStore(root: program.cache).contains(Digest(of: Scene.file)))
            #expect(try FileSystem.status(scene.folder.appending("airgap.lock")) != nil)
        }
    }

    @Test func `one module alone keeps the others`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let bundle = try await scene.build("amd64")
            let before = try await PeerProgram.run("tar", ["tzf", bundle.string])
            try scene.folder.write("new content\n", at: "extra/local.txt")
            let after = try await scene.build("amd64", ["--only", "files"])
            #expect(try await PeerProgram.run("tar", ["tzf", after.string]) == before)
            let text = try await PeerProgram.run(
                "tar", ["xzOf", after.string, "scene-1.0-amd64/resources/nginx/files/local/local.txt"])
            #expect(text == "new content\n")
            #expect(try await scene.program.run("verify", [after.string]).status == 0)
        }
    }

    @Test(arguments: [
        ["--help"], ["build", "--help"], ["plan", "--help"], ["verify", "--help"], ["diff", "--help"],
        ["init", "--help"], ["list", "--help"], ["extract", "--help"], ["cat", "--help"], ["keygen", "--help"],
        ["sign", "--help"], ["serve", "--help"], ["push", "--help"], ["doctor", "--help"],
    ])
    func `help fits a terminal and shows an example`(_ arguments: [String]) async throws {
        let text = try await PeerProgram.run(AirgapProgram.path.string, arguments)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.contains("airgap "))
    }
}
