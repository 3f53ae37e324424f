import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Mirrors in front of a registry: asked first, believed only as far as digests go.
struct MirrorTests {
    private static let image = SampleImage(layers: 3)

    /// Runs a registry and a mirror of it, and pulls one image.
    private static func pull(
        mirror: PlayedRegistry?, prefix: String = "", credentials: String? = nil, listed: Digest? = nil,
        _ check:
            @escaping @Sendable (ModuleRun, _ mirror: ScriptedServer, _ registry: ScriptedServer) async throws ->
            Void
    ) async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(image)
        try await ScriptedServer.run({ mirror?.answer($0) ?? [.reset] }) { mirrorServer in
            try await ScriptedServer.run({ played.answer($0) }) { server in
                let host = "127.0.0.1:\(server.port)"
                let settings = RegistrySettings(mirrors: [try RegistryMirror("127.0.0.1:\(mirrorServer.port)\(prefix)")]
                )
                let digest = listed.map { "@\($0)" } ?? ""
                let run = try await ModuleRun.run(
                    [("x:1", "\(host)/a/b:1\(digest)")], in: folder, registries: [try RegistryHost(host): settings])
                #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
                #expect(run.locked.images[0].base.description == "http://\(host)/v2/a/b")
                try await check(run, mirrorServer, server)
            }
        }
    }

    @Test func `a mirror that has everything is all that is asked for objects`() async throws {
        try await Self.pull(mirror: PlayedRegistry(Self.image), prefix: "/proxy/hub") { run, mirror, registry in
            #expect(mirror.requests.allSatisfy { $0.target.hasPrefix("/v2/proxy/hub/a/b/") })
            #expect(registry.requests.allSatisfy { $0.target.contains("sha256-") || $0.target.contains("/referrers/") })
            #expect(run.warnings == [])
        }
    }

    @Test func `a mirror that does not answer is named once and left alone`() async throws {
        try await Self.pull(mirror: nil) { run, mirror, registry in
            #expect(run.warnings.count == 1 && run.warnings[0].contains("it is not asked again"), "\(run.warnings)")
            #expect(Set(mirror.requests.map(\.target)) == ["/v2/a/b/manifests/1"])
            #expect(!registry.requests.isEmpty)
        }
    }

    @Test func `a mirror without the image, or with wrong bytes, is passed over`() async throws {
        try await Self.pull(mirror: PlayedRegistry()) { _, mirror, _ in
            #expect(mirror.requests.contains { $0.target.contains("/blobs/") })
        }
        var wrong = PlayedRegistry(Self.image)
        for key in wrong.blobs.keys { wrong.blobs[key]?[0] ^= 1 }
        try await Self.pull(mirror: wrong) { _, _, registry in
            #expect(registry.requests.filter { $0.target.contains("/blobs/") }.count == Self.image.layers.count + 1)
        }
    }

    @Test func `a mirror whose tag is behind is passed over when a digest is listed`() async throws {
        let old = PlayedRegistry(SampleImage(layers: 1))
        try await Self.pull(mirror: old, listed: Digest(of: Self.image.manifest)) { run, _, _ in
            #expect(run.locked.images[0].digest == Digest(of: Self.image.manifest))
        }
    }

    /// A network that has nothing but mirrors.
    @Test func `attachments are the mirror's when the registry itself cannot be reached`() async throws {
        let folder = try TemporaryFolder()
        var played = PlayedRegistry(Self.image)
        let subject = Digest(of: Self.image.manifest)
        played.add(SampleArtifact.signature(of: subject), tag: "sha256-\(subject.hex).sig")
        let mirror = played
        try await ScriptedServer.run({ mirror.answer($0) }) { mirrorServer in
            try await ScriptedServer.run({ _ in [.reset] }) { server in
                let host = "127.0.0.1:\(server.port)"
                let settings = RegistrySettings(mirrors: [try RegistryMirror("127.0.0.1:\(mirrorServer.port)")])
                let run = try await ModuleRun.run(
                    [("x:1", "\(host)/a/b:1")], in: folder, registries: [try RegistryHost(host): settings])
                #expect(run.locked.images[0].attachments?.map(\.tag.description) == ["sha256-\(subject.hex).sig"])
                #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
                #expect(run.warnings.count == 1, "\(run.warnings)")
                #expect(run.warnings[0].hasSuffix("signatures and attachments of \(host) are those of its mirrors"))
                #expect(Set(server.requests.map(\.target)).count == 1)
            }
        }
    }

    @Test func `attachments are the mirror's when nobody listens at the registry itself`() async throws {
        let folder = try TemporaryFolder()
        var played = PlayedRegistry(Self.image)
        let subject = Digest(of: Self.image.manifest)
        played.add(SampleArtifact.signature(of: subject), tag: "sha256-\(subject.hex).sig")
        let mirror = played
        // A port that was somebody's a moment ago.
        let port = try await ScriptedServer.run({ _ in [.reset] }) { $0.port }
        try await ScriptedServer.run({ mirror.answer($0) }) { mirrorServer in
            let host = "127.0.0.1:\(port)"
            let settings = RegistrySettings(mirrors: [try RegistryMirror("127.0.0.1:\(mirrorServer.port)")])
            let run = try await ModuleRun.run(
                [("x:1", "\(host)/a/b:1")], in: folder, registries: [try RegistryHost(host): settings])
            #expect(run.locked.images[0].attachments?.map(\.tag.description) == ["sha256-\(subject.hex).sig"])
            #expect(run.warnings.count == 1 && run.warnings[0].contains("connection refused"), "\(run.warnings)")
        }
    }

    @Test func `each registry sees its own credentials only`() async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(Self.image)
        let handler: ScriptedServer.Handler = { request in
            request.headers["authorization"] == nil
                ? .answer(401, [("WWW-Authenticate", "Basic realm=\"x\"")]) : played.answer(request)
        }
        try await ScriptedServer.run(handler) { mirror in
            try await ScriptedServer.run(handler) { server in
                let hosts = ["127.0.0.1:\(mirror.port)", "127.0.0.1:\(server.port)"]
                let entries = zip(hosts, ["mirror", "origin"]).map {
                    #""\#($0)": {"username": "\#($1)", "password": "p"}"#
                }
                let file = try folder.write(
                    #"{"auths": {\#(entries.joined(separator: ", "))}}"#, at: "config.json")
                let settings = RegistrySettings(mirrors: [try RegistryMirror(hosts[0])])
                _ = try await ModuleRun.run(
                    [("x:1", "\(hosts[1])/a/b:1")], in: folder, credentials: [file],
                    registries: [try RegistryHost(hosts[1]): settings])
                // user:password in base64.
                #expect(Set(mirror.requests.compactMap { $0.headers["authorization"] }) == ["Basic bWlycm9yOnA="])
                #expect(Set(server.requests.compactMap { $0.headers["authorization"] }) == ["Basic b3JpZ2luOnA="])
            }
        }
    }
}
