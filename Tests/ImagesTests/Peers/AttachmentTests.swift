import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Signatures and other referrers come along, and are found at the site by the tags that clients look for.
struct AttachmentTests {
    private static let image = SampleImage()
    private static let subject = Digest(of: image.manifest)

    /// docker-registry has no referrers API, so everything is under tags there.
    @Test func `cosign's tags and the fallback tag are taken from a registry without the API`() async throws {
        let folder = try TemporaryFolder()
        let signature = SampleArtifact.signature(of: Self.subject)
        let referrers = ["one", "two"].map { SampleArtifact.referrer(of: Self.image.manifest, text: $0) }
        let fallback = SampleArtifact.index(of: referrers)
        let run = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            for bytes in [Self.image.config] + Self.image.layers { try await registry.upload(blob: bytes, to: "w/x") }
            let type = ManifestMediaType.ociManifest.rawValue
            try await registry.upload(manifest: Self.image.manifest, type: type, to: "w/x", as: "1")
            try await signature.upload(to: registry, "w/x", as: "sha256-\(Self.subject.hex).sig")
            for referrer in referrers { try await referrer.upload(to: registry, "w/x") }
            try await registry.upload(
                manifest: fallback, type: ManifestMediaType.ociIndex.rawValue, to: "w/x",
                as: "sha256-\(Self.subject.hex)")
            return try await ModuleRun.run([("library/x:1", "\(registry.host)/w/x:1")], in: folder)
        }
        let attachments = try #require(run.locked.images[0].attachments)
        #expect(attachments.map(\.tag.description) == ["sha256-\(Self.subject.hex)", "sha256-\(Self.subject.hex).sig"])
        #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
        try await Self.expect(
            run,
            [
                ":1": Self.subject, ":sha256-\(Self.subject.hex).sig": signature.digest,
                ":sha256-\(Self.subject.hex)": Digest(of: fallback), "@\(referrers[0].digest)": referrers[0].digest,
                "@\(referrers[1].digest)": referrers[1].digest,
            ])
    }

    /// A registry at the site has no API, so what the API said becomes the fallback tag.
    @Test func `what the API names is found by the fallback tag`() async throws {
        let folder = try TemporaryFolder()
        let referrers = ["one", "two"].map { SampleArtifact.referrer(of: Self.image.manifest, text: $0) }
        let signature = SampleArtifact.signature(of: referrers[0].digest)
        var played = PlayedRegistry(Self.image)
        for referrer in referrers { played.add(referrer) }
        played.add(signature, tag: "sha256-\(referrers[0].digest.hex).sig")
        let pages = referrers.map { referrer in
            SampleImage.descriptor(ManifestMediaType.ociManifest.rawValue, referrer.manifest).dropLast()
                + #", "artifactType": "text/spdx+json", "annotations": {"a": "b"}}"#
        }
        played.referrers = ["\(Self.subject)": pages.map(String.init)]
        let registry = played
        let run = try await ScriptedServer.run({ registry.answer($0) }) { server in
            let requests = [("library/x:1", "127.0.0.1:\(server.port)/w/x:1")]
            let run = try await ModuleRun.run(requests, in: folder)
            let locked = try JSONCoding.decode(LockedImages.self, from: try JSONCoding.encode(run.locked))
            let again = try await ModuleRun.run(locked: locked, requests, in: folder, cache: "cold", tree: "second")
            #expect(again.entries == run.entries)
            return run
        }
        #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
        let made = try #require(run.locked.images[0].attachments?.first)
        let index = try JSONValue(parsing: try #require(made.madeIndex))
        #expect(
            Set(index["manifests"]?.array?.compactMap { $0["digest"]?.string } ?? [])
                == Set(referrers.map { "\($0.digest)" }))
        #expect(index["manifests"]?.array?.first?["artifactType"]?.string == "text/spdx+json")
        #expect(index["manifests"]?.array?.first?["annotations"]?["a"]?.string == "b")
        try await Self.expect(
            run,
            [
                ":sha256-\(Self.subject.hex)": try #require(made.top), "@\(referrers[0].digest)": referrers[0].digest,
                ":sha256-\(referrers[0].digest.hex).sig": signature.digest,
            ])
    }

    @Test func `more referrers than is believable are refused before one is asked for`() async throws {
        let folder = try TemporaryFolder()
        var played = PlayedRegistry(Self.image)
        let entries = (0..<129).map { number in
            SampleImage.descriptor(ManifestMediaType.ociManifest.rawValue, Array("\(number)".utf8))
        }
        played.referrers = ["\(Self.subject)": [entries.joined(separator: ", ")]]
        let registry = played
        try await ScriptedServer.run({ registry.answer($0) }) { server in
            let error = await #expect(throws: StageError.self) {
                try await ModuleRun.run([("library/x:1", "127.0.0.1:\(server.port)/w/x:1")], in: folder)
            }
            let text = "\(try #require(error))"
            #expect(text.hasSuffix("set attachments: false to leave them out"), "\(text)")
            #expect(server.requests.filter { $0.target.contains("/manifests/sha256:") }.isEmpty)
        }
    }

    @Test func `nothing is asked for when nothing is wanted`() async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(Self.image)
        try await ScriptedServer.run({ played.answer($0) }) { server in
            var choices = ImageChoices()
            choices.attachments = false
            let run = try await ModuleRun.run(
                [("library/x:1", "127.0.0.1:\(server.port)/w/x:1")], in: folder, choices: choices)
            #expect(run.locked.images[0].attachments == nil)
            #expect(server.requests.count == 2 + Self.image.layers.count)
        }
    }

    @Test func `the API is asked once where it is not`() async throws {
        let folder = try TemporaryFolder()
        let played = PlayedRegistry(Self.image)
        try await ScriptedServer.run({ played.answer($0) }) { server in
            let host = "127.0.0.1:\(server.port)"
            let requests = (0..<6).map { ("library/x:\($0)", "\(host)/w/x\($0):1") }
            var choices = ImageChoices()
            choices.attachments = true
            _ = try await ModuleRun.run([requests[0]], in: folder, choices: choices)
            #expect(server.requests.filter { $0.target.contains("/referrers/") }.count == 1)
        }
    }

    /// skopeo finds each reference at the site with its digest, and garbage collection keeps everything.
    private static func expect(_ run: ModuleRun, _ references: [String: Digest]) async throws {
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            for (reference, digest) in references {
                let raw = try await PeerProgram.run(
                    "skopeo",
                    ["inspect", "--raw", "--tls-verify=false", "docker://\(registry.host)/library/x\(reference)"])
                #expect(Digest(of: raw.utf8) == digest, "\(reference)")
            }
            let garbage = try await registry.garbageCollectDryRun()
            #expect(garbage.contains(" 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
        }
    }
}
