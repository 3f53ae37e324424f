import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// How a registry is reached: https with its own authority, plain http only when it was said, few connections.
struct RegistryTransportTests {
    private static let image = SampleImage()

    @Test func `a registry's own authority is trusted for that registry`() async throws {
        let folder = try TemporaryFolder()
        let certificate = try await TestCertificate(in: folder)
        let played = PlayedRegistry(Self.image)
        try await ScriptedServer.run(certificate: (certificate.chain, certificate.key), { played.answer($0) }) {
            server in
            let host = try RegistryHost("localhost:\(server.port)")
            let requests = [("x:1", "\(host)/a/b:1")]
            let run = try await ModuleRun.run(
                requests, in: folder,
                registries: [host: RegistrySettings(isInsecure: false, authority: certificate.authority)])
            #expect(run.locked.images[0].base.isSecure)
            let error = await #expect(throws: StageError.self) {
                try await ModuleRun.run(
                    requests, in: TemporaryFolder(),
                    registries: [
                        host: RegistrySettings(isInsecure: false),
                        try RegistryHost("other.example"): RegistrySettings(authority: certificate.authority),
                    ])
            }
            let text = "\(try #require(error))".lowercased()
            #expect(text.contains("certificate"), "\(text)")
        }
    }

    @Test func `an authority means https on loopback too`() throws {
        let host = try RegistryHost("127.0.0.1:5000")
        let plain = try RegistryEndpoint(host, settings: nil)
        let own = try RegistryEndpoint(host, settings: RegistrySettings(authority: "/ca.pem"))
        #expect([plain, own].map(\.root.isSecure) == [false, true])
    }

    @Test func `https is never given up for http`() async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(Self.image)
        try await ScriptedServer.run({ played.answer($0) }) { server in
            let host = try RegistryHost("127.0.0.1:\(server.port)")
            await #expect(throws: StageError.self) {
                try await ModuleRun.run(
                    [("x:1", "\(host)/a/b:1")], in: folder, registries: [host: RegistrySettings(isInsecure: false)])
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `no more than four connections to a host, whatever is asked for`() async throws {
        let folder = try TemporaryFolder()
        var played = PlayedRegistry()
        for number in 0..<24 { played.add(SampleImage(layers: number % 4 + 1), tag: "\(number)") }
        let registry = played
        try await ScriptedServer.run({ [.pause(10)] + registry.answer($0) }) { server in
            let requests = (0..<24).map { ("x:\($0)", "127.0.0.1:\(server.port)/a/b:\($0)") }
            let run = try await ModuleRun.run(requests, in: folder)
            #expect(run.locked.images.count == 24)
            #expect(server.mostOpenConnections <= 4)
        }
    }

    @Test func `layers outside the registry are named, or fetched where they are`() async throws {
        let folder = try TemporaryFolder()
        let layer = Array("a layer that only its maker may hand out".utf8)
        try await ScriptedServer.run({ .file(layer, for: $0) }) { maker in
            let type = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
            let foreign = SampleImage.descriptor(type, layer).dropLast() + #", "urls": ["\#(maker.base)/layer"]}"#
            let text = String(decoding: Self.image.manifest, as: UTF8.self)
                .replacing("\"layers\": [", with: "\"layers\": [\(foreign), ")
            var played = PlayedRegistry(Self.image)
            played.add(manifest: Array(text.utf8), tag: "foreign")
            let registry = played
            try await ScriptedServer.run({ registry.answer($0) }) { server in
                let requests = [("x:1", "127.0.0.1:\(server.port)/a/b:foreign")]
                let without = try await ModuleRun.run(requests, in: folder)
                #expect(
                    without.warnings.contains { $0.contains("set foreign_layers: true") && $0.contains(maker.base) })
                #expect(without.locked.absences.map(\.item) == ["\(Digest(of: layer))"])
                #expect(try VerifierRun.findings(in: without.files(), locked: without.locked) == [])
                #expect(try VerifierRun.findings(in: without.files(), locked: without.locked, absences: []) != [])
                #expect(maker.requests.isEmpty)
                var choices = ImageChoices()
                choices.foreignLayers = true
                let with = try await ModuleRun.run(requests, in: folder, choices: choices, tree: "with")
                #expect(with.locked.absences == [] && with.warnings == [])
                #expect(try with.files()[RegistryLayout.blob(Digest(of: layer))] == layer)
                #expect(try VerifierRun.findings(in: with.files(), locked: with.locked) == [])
            }
        }
    }
}
