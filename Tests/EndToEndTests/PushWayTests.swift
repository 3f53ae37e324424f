import AirgapCore
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// `airgap push` as people run it: from the packed bundle, killed, refused, piped.
@Suite(.serialized)
struct PushWayTests {
    /// Builds a bundle of one image; gives its archive.
    private static func bundle(of image: PlayedImage, in folder: TemporaryFolder) async throws -> FilePath {
        try await ScriptedServer.run({ image.answer($0) }) { server in
            try folder.write("- { src: '127.0.0.1:\(server.port)/w/x', dest: library/x }\n", at: "images_origin.yaml")
            try folder.write(
                "{name: push, version: 1, arches: [amd64], images: {list: ['library/x:1']}}", at: "airgap.yaml")
            let program = AirgapProgram(in: folder)
            let build = try await program.run("build")
            #expect(build.status == 0, "\(build.errors)")
            return program.bundle("push-1-amd64")
        }
    }

    private static func push(_ arguments: [String]) async throws
        -> CommandRunner.Outcome
    {
        try await CommandRunner.run(AirgapProgram.path.string, ["push"] + arguments)
    }

    private static func pull(_ reference: String) async throws {
        let folder = try TemporaryFolder()
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "copy", "-q", "--src-tls-verify=false", "docker://\(reference)"]
                + ["dir:\(folder.appending("pulled"))"])
    }

    @Test func `from the archive: text, JSON, exit codes, and nothing but text in a pipe`() async throws {
        let folder = try TemporaryFolder()
        let bundle = try await Self.bundle(of: PlayedImage(layers: [Array("one".utf8), Array("two".utf8)]), in: folder)
        let second = try TemporaryFolder()
        let other = try await Self.bundle(of: PlayedImage(layers: [Array("three".utf8)]), in: second)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let dry = try await Self.push([bundle.string, "--to", registry.host, "--dry-run", "--json"])
            let report = try JSONValue(parsing: dry.output)
            #expect(dry.status == 0 && report["isDryRun"] == .bool(true) && report["sent"]?["blobs"] == .integer(3))
            let first = try await Self.push([bundle.string, "--to", registry.host])
            #expect(first.status == 0, "\(first.errors)")
            let text = String(decoding: first.output, as: UTF8.self)
            #expect(text.contains("\(registry.host)/library/x:1") && text.contains("1 pushed"), "\(text)")
            #expect(!first.output.contains(0x1B) && !first.errors.utf8.contains(0x1B))
            try await Self.pull("\(registry.host)/library/x:1")
            let conflict = try await Self.push([other.string, "--to", registry.host])
            #expect(conflict.status == 65 && conflict.errors.contains("error: \(registry.host)/library/x:1: exists"))
            let moved = try await Self.push([other.string, "--to", registry.host, "--on-existing", "overwrite", "-q"])
            #expect(moved.status == 0 && moved.errors.isEmpty)
            let nothing = try await Self.push([bundle.string, "--to", registry.host, "--only", "x"])
            #expect(nothing.status == 65)
        }
        for (arguments, status) in [
            ([second.path.string, "--to", "127.0.0.1:1"], 66),
            (["/nowhere.tgz", "--to", "127.0.0.1:1"], 66), ([bundle.string, "--to", "http://127.0.0.1:1"], 64),
            ([bundle.string], 64), ([bundle.string, "--to", "x", "--on-existing", "maybe"], 64),
            ([folder.path.string, "--to", "127.0.0.1:1"], 66),
        ] {
            let outcome = try await Self.push(arguments)
            #expect(outcome.status == Int32(status), "\(arguments): \(outcome.errors)")
        }
    }

    /// Each run is killed after some more uploads; the next one asks what is there, and sends the rest only.
    @Test func `kill -9 in the middle of a push, several times`() async throws {
        let folder = try TemporaryFolder()
        let image = PlayedImage.large(layers: 8, megabytes: 8)
        let bundle = try await Self.bundle(of: image, in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(before: registry.port, { _ in .pass }) { proxy in
                let arguments = ["push", bundle.string, "--to", proxy.host, "--jobs", "2", "--quiet"]
                for number in 1...3 {
                    _ = try await Subprocess.run(
                        .path(AirgapProgram.path), arguments: Arguments(arguments), input: .none, output: .discarded,
                        error: .discarded
                    ) { execution in
                        for _ in 0..<60_000 where proxy.requests.count(where: { $0.method == "PUT" }) < number * 2 {
                            try await Task.sleep(for: .milliseconds(1))
                        }
                        try execution.send(signal: .kill)
                    }
                }
                let before = proxy.requests.count
                let last = try await CommandRunner.run(AirgapProgram.path.string, arguments)
                #expect(last.status == 0, "\(last.errors)")
                let requests = proxy.requests
                let uploads = requests[before...].count { $0.method == "PUT" && $0.target.contains("/blobs/") }
                let had = requests[..<before].count { $0.method == "PUT" && $0.target.contains("/blobs/") }
                // Two uploads may be cut off by each kill.
                #expect(uploads <= 9 && uploads + had <= 9 + 6, "\(had) before, \(uploads) at last")
            }
            try await Self.pull("\(registry.host)/library/x:1")
        }
    }

    @Test func `memory stays flat, whatever the layers' size`() async throws {
        let folder = try TemporaryFolder()
        let bundle = try await Self.bundle(of: PlayedImage.large(layers: 2, megabytes: 150), in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let outcome = try await CommandRunner.run(
                "/usr/bin/time",
                ["-f", "%M", AirgapProgram.path.string, "push", bundle.string, "--to", registry.host, "--quiet"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let kilobytes = try #require(Int(outcome.errors.split(separator: "\n").last ?? ""))
            #expect(kilobytes < 100_000)
        }
    }
}
