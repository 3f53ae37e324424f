import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Registries that behave badly, or just as the specification allows.
struct RegistryFaultTests {
    private static let image = SampleImage(layers: 12)
    private static let login = #"{"auths": {"%HOST%": {"username": "user", "password": "secret-word"}}}"#

    @Test func `one token serves a whole run`() async throws {
        let play = RegistryPlay(Self.image)
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ play.answer($0, realm: "http://\($0.headers["host"] ?? "")/token") }) { server in
            let run = try await ModuleRun.run([("x:1", "127.0.0.1:\(server.port)/a/b:1")], in: folder)
            #expect(run.locked.images.map(\.manifests[0].manifest.digest) == [Digest(of: Self.image.manifest)])
            #expect(play.tokens == 1)
            let token = try #require(server.requests.first { $0.target.hasPrefix("/token") })
            #expect(token.target == "/token?service=play&scope=repository%3Aa%2Fb%3Apull")
            #expect(token.headers["authorization"] == nil)
        }
    }

    @Test func `a token that runs out is renewed`() async throws {
        let play = RegistryPlay(Self.image, usesPerToken: 12)
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ play.answer($0, realm: "http://\($0.headers["host"] ?? "")/token") }) { server in
            let run = try await ModuleRun.run([("x:1", "127.0.0.1:\(server.port)/a/b:1")], in: folder)
            #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
            #expect(play.tokens == 2)
        }
    }

    @Test func `a registry that never has enough is left`() async throws {
        let folder = try TemporaryFolder()
        let play = RegistryPlay(Self.image, usesPerToken: 0)
        try await ScriptedServer.run({ play.answer($0, realm: "http://\($0.headers["host"] ?? "")/token") }) { server in
            try await Self.expectFailure("401", server, folder)
            #expect(server.requests.count < 10)
        }
    }

    @Test func `credentials go to the token service and nowhere else`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            // The blob store refuses whoever shows an Authorization, as S3 does.
            guard request.headers["authorization"] == nil else { return .answer(400) }
            return RegistryPlay(Self.image).content(request)
        }) { store in
            let play = RegistryPlay(Self.image, blobHost: store.base + "/v2/a/b/blobs")
            try await ScriptedServer.run({ play.answer($0, realm: "http://\($0.headers["host"] ?? "")/token") }) {
                server in
                let host = "127.0.0.1:\(server.port)"
                let file = try folder.write(Self.login.replacing("%HOST%", with: host), at: "config.json")
                _ = try await ModuleRun.run([("x:1", "\(host)/a/b:1")], in: folder, credentials: [file])
                let shown = server.requests.filter { $0.headers["authorization"]?.hasPrefix("Basic ") ?? false }
                #expect(shown.map { $0.target.prefix(6) } == ["/token"])
                #expect(store.requests.count == Self.image.layers.count + 1)
            }
        }
    }

    @Test(arguments: [
        ("http://localhost:%PORT%/token", "over plain http"), ("http://example.invalid/token", "over plain http"),
        ("nonsense", "unusable token service"),
    ])
    func `a token service in a surprising place gets no request`(_ realm: String, _ text: String) async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ _ in .answer(200, [], Array(#"{"token": "t"}"#.utf8)) }) { other in
            let play = RegistryPlay(Self.image)
            let place = realm.replacing("%PORT%", with: "\(other.port)")
            try await ScriptedServer.run({ play.answer($0, realm: place) }) { server in
                let host = "127.0.0.1:\(server.port)"
                let file = try folder.write(Self.login.replacing("%HOST%", with: host), at: "config.json")
                try await Self.expectFailure(text, server, folder, credentials: [file])
                #expect(other.requests.isEmpty)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func `credentials are not sent elsewhere for a registry over plain http`() async throws {
        let folder = try TemporaryFolder()
        let play = RegistryPlay(Self.image)
        try await ScriptedServer.run({ play.answer($0, realm: "https://example.invalid/token") }) { server in
            let host = "127.0.0.1:\(server.port)"
            let file = try folder.write(Self.login.replacing("%HOST%", with: host), at: "config.json")
            try await Self.expectFailure("credentials are not sent to", server, folder, credentials: [file])
        }
    }

    @Test(arguments: [
        (RegistryFault.lyingDigest, "Docker-Content-Digest"), (.captivePortal, "content type 'text/html'"),
        (.hugeManifest, "larger than"), (.wrongChild, "digest mismatch"), (.wrongChildSize, "size mismatch"),
        (.deepIndexes, "deeper, or more"), (.refused, "403 Forbidden: 'DENIED: no'"), (.noToken, "gave no token"),
        (.tokenWithLineEnd, "no header can hold"), (.tokenRefused, "no token: GET"),
        (.configTooLarge, "bytes, more than"),
    ])
    func `faults are named`(_ fault: RegistryFault, _ text: String) async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ fault.answer($0, Self.image) }) { server in
            try await Self.expectFailure(text, server, folder)
        }
    }

    @Test func `a registry that is busy is asked again`() async throws {
        let folder = try TemporaryFolder()
        let play = RegistryPlay(Self.image)
        try await ScriptedServer.run({ request in
            request.count == 0 ? .answer(429, [("Retry-After", "0")]) : play.content(request)
        }) { server in
            let run = try await ModuleRun.run([("x:1", "127.0.0.1:\(server.port)/a/b:1")], in: folder)
            #expect(run.locked.images.count == 1)
        }
    }

    private static func expectFailure(
        _ text: String, _ server: ScriptedServer, _ folder: TemporaryFolder, credentials: [FilePath] = []
    ) async throws {
        let error = await #expect(throws: StageError.self) {
            try await ModuleRun.run(
                [("x:1", "127.0.0.1:\(server.port)/a/b:1")], in: folder, credentials: credentials)
        }
        let found = try #require(error).description
        #expect(found.contains(text), "\(found)")
        #expect(!found.contains("secret-word"))
        #expect(found.hasPrefix("images: x:1 (127.0.0.1:\(server.port)/a/b:1): "))
    }
}
