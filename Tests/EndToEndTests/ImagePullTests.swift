import AirgapCore
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// Pulls of images as people see them: killed, failing, piped.
@Suite(.serialized)
struct ImagePullTests {
    private static func write(_ list: [String], _ server: ScriptedServer, in folder: TemporaryFolder) throws {
        try folder.write("- { src: '127.0.0.1:\(server.port)/w/x', dest: library/x }\n", at: "images_origin.yaml")
        try folder.write(
            """
            name: pull
            version: 1
            arches: [amd64]
            images:
              list: [\(list.joined(separator: ", "))]
              source: 127.0.0.1:\(server.port)
            """, at: "airgap.yaml")
    }

    /// Each run is killed when the server has sent so many bytes; the next one asks for the rest only.
    @Test func `kill -9 at 20 moments of a pull of 200 MB`() async throws {
        let image = PlayedImage.large(layers: 5, megabytes: 40)
        let whole = Int64(image.layers.reduce(0) { $0 + $1.size })
        var random = SeededRandom(seed: 20)
        let moments = (0..<20).map { _ in Int64.random(in: 0..<whole, using: &random) }.sorted()
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ image.answer($0) }) { server in
            try Self.write(["w/x:1"], server, in: folder)
            let program = AirgapProgram(in: folder)
            var killed = 0
            for moment in moments {
                let before = try Self.sizes(of: image, in: program.cache)
                let asked = server.requests.count
                killed += try await Self.kill(program, when: { server.sentBytes >= moment }) ? 1 : 0
                try Self.check(server.requests.dropFirst(asked), image, before)
            }
            #expect(killed >= 15)
            let before = try Self.sizes(of: image, in: program.cache)
            let asked = server.requests.count
            let build = try await program.run("build")
            #expect(build.status == 0, "\(build.errors)")
            try Self.check(server.requests.dropFirst(asked), image, before)
            // What was under way when the process died is all that is sent again.
            #expect(server.sentBytes < whole + whole / 2, "\(server.sentBytes) bytes sent for \(whole)")
            let verified = try await program.run("verify", [program.bundle("pull-1-amd64").string])
            #expect(verified.status == 0, "\(verified.errors)")
            #expect(try FileSystem.names(in: program.cache.appending("partial")) == [])
        }
        try await Self.pull(folder)
    }

    /// The program is killed when the condition holds, unless it ended before.
    private static func kill(_ program: AirgapProgram, when condition: @escaping @Sendable () -> Bool) async throws
        -> Bool
    {
        let outcome = try await Subprocess.run(
            .path(AirgapProgram.path), arguments: Arguments(program.command("build", ["--quiet"])), input: .none,
            output: .discarded, error: .discarded
        ) { execution in
            for _ in 0..<120_000 where !condition() { try await Task.sleep(for: .milliseconds(1)) }
            try execution.send(signal: .kill)
        }
        if case .exited = outcome.terminationStatus { return false }
        return true
    }

    /// How much of each layer the cache has; nil when it has all of it.
    private static func sizes(of image: PlayedImage, in cache: FilePath) throws -> [String: Int64?] {
        var sizes: [String: Int64?] = [:]
        for layer in image.layers {
            let isWhole = try FileSystem.status(
                cache.appending("objects/sha256/\(layer.digest.hex.prefix(2))/\(layer.digest.hex)"))
            let part = try FileSystem.status(cache.appending("partial/\(layer.digest.hex)"))
            sizes[layer.path] = isWhole != nil ? .some(nil) : .some(part?.size ?? 0)
        }
        return sizes
    }

    /// A run asks for each layer once, from where the one before stopped, and for nothing that is there.
    private static func check(
        _ requests: ArraySlice<ScriptedServer.Request>, _ image: PlayedImage, _ before: [String: Int64?]
    ) throws {
        for layer in image.layers {
            let own = requests.filter { $0.target.hasSuffix(layer.path) }
            #expect(own.count <= 1)
            let had = try #require(before[layer.path])
            if let request = own.first { #expect(had == Int64(PlayedImage.start(of: request)), "\(layer.path)") }
        }
    }

    /// A registry serves the tree to skopeo, which checks every digest.
    private static func pull(_ folder: TemporaryFolder) async throws {
        let storage = folder.appending("bundle/pull-1-amd64/resources/registry")
        _ = try await DockerRegistry.run(.init(storage: storage, isReadOnly: true)) { registry in
            try await PeerProgram.run(
                "skopeo",
                ["--insecure-policy", "copy", "-q", "--src-tls-verify=false", "docker://\(registry.host)/w/x:1"]
                    + ["dir:\(folder.appending("pulled"))"])
        }
    }

    @Test func `a failed image stops no other, and all failures are told at the end`() async throws {
        let good = PlayedImage(layers: [Array("good".utf8), Array("layer".utf8)])
        let foreign = PlayedImage(layers: [Array("arm".utf8)], architecture: "arm64")
        let broken = PlayedImage(layers: [Array("broken".utf8)])
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            if request.target.hasSuffix(broken.layers[0].path) { return .answer(404) }
            if request.target.contains("/broken/") { return broken.answer(request) }
            if request.target.contains("/arm/") { return foreign.answer(request) }
            return request.target.contains("/gone/") ? .answer(404) : good.answer(request)
        }) { server in
            let program = AirgapProgram(in: folder)
            try Self.write(["w/good:1", "w/broken:1"], server, in: folder)
            let unavailable = try await program.run("build")
            #expect(unavailable.status == 69)
            let lines = unavailable.errors.split(separator: "\n")
            #expect(!unavailable.errors.utf8.contains(0x1B))
            let progress = lines.filter { $0.hasPrefix("Progress: ") }
            #expect(
                progress.contains { $0.hasSuffix("/6 images: w/broken:1 layer 1/1 failed") }, "\(unavailable.errors)")
            #expect(progress.contains { $0.contains("/6 images: w/good:1 layer ") && $0.hasSuffix(") successful") })
            #expect(progress.last?.hasPrefix("Progress: 6/6 ") ?? false)
            #expect(lines.last?.hasPrefix("error: images: w/broken:1 layer 1/1: GET http://127.0.0.1") ?? false)
            try Self.write(["w/good:1", "w/arm:1", "w/gone:1"], server, in: folder)
            let bad = try await program.run("build")
            #expect(bad.status == 65)
            let errors = bad.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
            #expect(errors.count == 3, "\(bad.errors)")
            #expect(errors[0].contains("w/arm:1") && errors[0].contains("'linux/arm64'"))
            #expect(errors[1].contains("w/gone:1") && errors[1].contains("404"))
            #expect(errors[2] == "error: 2 failures")
        }
    }
}
