import AirgapCore
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Push

/// docker-registry with a password file, with a token service, and with TLS.
struct PushLoginTests {
    private static let image = MadeImage([Array("one".utf8), Array("two".utf8)])
    private static let login = DockerRegistryOptions.Login(user: "robot", password: "p:a ss")

    private func bundle(in folder: TemporaryFolder) throws -> FilePath {
        var made = MadeBundle()
        try made.add(Self.image, as: "library/one:1")
        try made.add(Self.image, as: "library/two:1")
        return try made.write(to: folder.appending("tree"))
    }

    @Test func `basic: the right password pushes, the wrong one and none are told with the way out`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        var options = DockerRegistryOptions(storage: folder.appending("registry"))
        options.login = Self.login
        try await DockerRegistry.run(options) { registry in
            for hasPassword in [false, true] {
                let files =
                    !hasPassword
                    ? [] : [try await PushRun.credentials(for: registry.host, "robot", "wrong", in: folder)]
                let error = await #expect(throws: PushError.self) {
                    try await PushRun(credentials: files).run(path, to: registry.host)
                }
                let text = "\(try #require(error))"
                #expect(text.contains("docker login \(registry.host)") && !text.contains("wrong"), "\(text)")
            }
            let file = try await PushRun.credentials(for: registry.host, "robot", Self.login.password, in: folder)
            let report = try await PushRun(credentials: [file]).run(path, to: registry.host)
            #expect(report.images.map(\.result) == [.pushed, .pushed] && report.mounted.blobs == 3)
            try await RegistryPeer.pull(
                "\(registry.host)/library/two@\(Self.image.digest)", ["--src-creds", "robot:\(Self.login.password)"])
        }
    }

    /// The registry trusts tokens signed by the service's key; openssl signs them.
    @Test func `bearer: tokens to push are asked for, with what a mount needs besides`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        let certificate = try await TestCertificate(in: folder)
        let signer = try await TokenSigner(certificate: certificate, in: folder)
        let token = try await signer.token(
            repositories: ["team/library/one", "team/library/two"], actions: ["pull", "push"], service: "test",
            issuer: "issuer")
        let none = try await signer.token(repositories: [], actions: [], service: "test", issuer: "issuer")
        try await ScriptedServer.run({ request in
            guard request.headers["authorization"] == "Basic cm9ib3Q6cDphIHNz" else { return .answer(401) }
            let isPush = request.target.contains("%3Apull%2Cpush")
            return .answer(200, [], Array(#"{"token": "\#(isPush ? token : none)"}"#.utf8))
        }) { service in
            var options = DockerRegistryOptions(storage: folder.appending("registry"))
            options.tokens = .init(
                realm: service.base + "/token", service: "test", issuer: "issuer", certificates: certificate.chain)
            try await DockerRegistry.run(options) { registry in
                let file = try await PushRun.credentials(for: registry.host, "robot", Self.login.password, in: folder)
                let report = try await PushRun(credentials: [file]).run(path, to: "\(registry.host)/team")
                #expect(report.images.map(\.result) == [.pushed, .pushed], "\(report.failures)")
                #expect(report.sent.blobs == 3 && report.mounted.blobs == 3)
                let asked = service.requests.map(\.target)
                #expect(asked.contains { $0.contains("scope=repository%3Ateam%2Flibrary%2Ftwo%3Apull%2Cpush") })
            }
        }
    }

    @Test func `https with the site's own authority`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        let certificate = try await TestCertificate(in: folder)
        var options = DockerRegistryOptions(storage: folder.appending("registry"))
        options.certificate = certificate
        try await DockerRegistry.run(options) { registry in
            let target = "https://localhost:\(registry.port)"
            await #expect(throws: FetchError.self) {
                try await PushRun(settings: RegistrySettings(isInsecure: false)).run(path, to: target)
            }
            let report = try await PushRun(settings: RegistrySettings(authority: certificate.authority))
                .run(path, to: target)
            #expect(report.images.map(\.result) == [.pushed, .pushed])
        }
    }
}
