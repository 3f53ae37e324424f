import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Registries that ask for credentials: docker-registry itself with a password file, and behind a token service.
struct RegistryLoginTests {
    private static let login = DockerRegistryOptions.Login(user: "robot", password: "p:a ss")

    /// A credentials file as `docker login` writes it.
    private func credentials(for host: String, _ password: String, in folder: TemporaryFolder) async throws -> FilePath
    {
        let pair = try await PeerProgram.run("base64", ["-w0"], input: Array("robot:\(password)".utf8))
        return try folder.write(#"{"auths": {"\#(host)": {"auth": "\#(pair)"}}}"#, at: "config.json")
    }

    @Test func `basic: the right password pulls, the wrong one is refused without being told`() async throws {
        let folder = try TemporaryFolder()
        let images = try await OCIImages(at: folder.appending("layout"))
        try await images.addImage("one", architecture: "amd64")
        var options = DockerRegistryOptions(storage: folder.appending("upstream"))
        options.login = Self.login
        try await DockerRegistry.run(options) { registry in
            try await images.push("one", to: "\(registry.host)/world/one:1", login: Self.login)
            let requests = [("library/one:1", "\(registry.host)/world/one:1")]
            let good = try await credentials(for: registry.host, Self.login.password, in: folder)
            let run = try await ModuleRun.run(requests, in: folder, credentials: [good])
            #expect(run.locked.images.map(\.manifests[0].manifest.digest) == [try images.digest(of: "one")])
            for files in [[], [try await credentials(for: registry.host, "wrong", in: folder)]] {
                let error = await #expect(throws: StageError.self) {
                    try await ModuleRun.run(requests, in: folder, credentials: files, tree: "other")
                }
                let text = "\(try #require(error))"
                #expect(text.contains("401") || text.contains("credentials"), "\(text)")
                #expect(!text.contains("wrong"))
            }
        }
    }

    /// The registry trusts tokens signed by the service's key; openssl signs them.
    @Test func `bearer: a token of the registry's own service pulls`() async throws {
        let folder = try TemporaryFolder()
        let images = try await OCIImages(at: folder.appending("layout"))
        try await images.addImage("one", architecture: "amd64")
        let storage = folder.appending("upstream")
        try await DockerRegistry.run(DockerRegistryOptions(storage: storage)) { registry in
            try await images.push("one", to: "\(registry.host)/world/one:1")
        }
        let certificate = try await TestCertificate(in: folder)
        let signer = try await TokenSigner(certificate: certificate, in: folder)
        let token = try await signer.token(repository: "world/one", service: "test", issuer: "issuer")
        try await ScriptedServer.run({ request in
            request.headers["authorization"] == "Basic cm9ib3Q6cDphIHNz"
                ? .answer(200, [], Array(#"{"token": "\#(token)"}"#.utf8)) : .answer(401)
        }) { service in
            var options = DockerRegistryOptions(storage: storage, isReadOnly: true)
            options.tokens = .init(
                realm: service.base + "/token", service: "test", issuer: "issuer", certificates: certificate.chain)
            try await DockerRegistry.run(options) { registry in
                let good = try await credentials(for: registry.host, Self.login.password, in: folder)
                let run = try await ModuleRun.run(
                    [("library/one:1", "\(registry.host)/world/one:1")], in: folder, credentials: [good])
                #expect(run.locked.images.map(\.manifests[0].manifest.digest) == [try images.digest(of: "one")])
                let asked = try #require(service.requests.first?.target)
                #expect(asked.contains("service=test") && asked.contains("repository%3Aworld%2Fone%3Apull"), "\(asked)")
            }
        }
    }
}
