import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// The judges are Debian's docker-registry, which serves what was written read-only, and skopeo, which pulls from it.
struct RegistryPeerTests {
    /// Two images of each architecture, and an index over the first two.
    private static func makeImages(in folder: TemporaryFolder) async throws -> OCIImages {
        let images = try await OCIImages(at: folder.appending("layout"))
        try await images.addImage("amd64", architecture: "amd64")
        try await images.addImage("arm64", architecture: "arm64")
        try await images.addImage("other", architecture: "amd64", text: "other")
        try images.addIndex("multi", of: [("amd64", "amd64"), ("arm64", "arm64")])
        return images
    }

    @Test func `what is written is served with the original digests`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let other = try images.digest(of: "other")
        let run = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            for name in ["amd64", "other", "multi"] {
                try await images.push(name, to: "\(registry.host)/world/\(name):1")
            }
            return try await ModuleRun.run(
                [
                    ("library/single:1", "\(registry.host)/world/amd64:1"),
                    ("library/multi:1", "\(registry.host)/world/multi:1"),
                    ("library/multi:pinned@\(try images.digest(of: "multi"))", "\(registry.host)/world/multi:1"),
                    ("deep/er/other@\(other)", "\(registry.host)/world/other@\(other)"),
                ], in: folder)
        }
        #expect(try verify(run) == [])
        let synthetic = "digest-sha256-\(other.hex)"
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            let expected = [
                ("library/single:1", "amd64"), ("library/multi:1", "amd64"), ("library/multi:pinned", "amd64"),
                ("deep/er/other:\(synthetic)", "other"), ("deep/er/other@\(other)", "other"),
            ]
            for (position, (name, image)) in expected.enumerated() {
                let found = try await pull("\(registry.host)/\(name)", to: folder.appending("pull\(position)"))
                let original = try images.digest(of: image)
                #expect(found == original, "\(name)")
                let raw = try await PeerProgram.run(
                    "skopeo", ["inspect", "--raw", "--tls-verify=false", "docker://\(registry.host)/\(name)"])
                let top = try images.digest(of: name.hasPrefix("library/multi") ? "multi" : image)
                #expect(Digest(of: raw.utf8) == top, "\(name)")
            }
            let tags = try await PeerProgram.run(
                "skopeo", ["list-tags", "--tls-verify=false", "docker://\(registry.host)/library/multi"])
            let parsed = try JSONValue(parsing: Array(tags.utf8))
            #expect(Set(parsed["Tags"]?.array?.compactMap(\.string) ?? []) == ["1", "pinned"])
            let catalog = try await PeerProgram.run("curl", ["-fsS", "http://\(registry.host)/v2/_catalog"])
            #expect(catalog == #"{"repositories":["deep/er/other","library/multi","library/single"]}"# + "\n")
            let garbage = try await registry.garbageCollectDryRun()
            #expect(garbage.contains(" blobs marked, 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
        }
    }

    @Test func `the other architecture is taken from the same index`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            try await images.push("multi", to: "\(registry.host)/world/multi:1")
            return try await ModuleRun.run(
                [("library/multi:1", "\(registry.host)/world/multi:1")], in: folder, architecture: .arm64)
        }
        #expect(run.locked.images.map(\.manifests[0].manifest.digest) == [try images.digest(of: "arm64")])
        #expect(run.locked.images.map(\.digest) == [try images.digest(of: "multi")])
        #expect(try verify(run, architecture: .arm64) == [])
        #expect(
            try verify(run, architecture: .amd64).map(\.problem) == [
                "the image is for 'linux/arm64', the bundle for linux/amd64"
            ])
    }

    @Test func `an image of docker's own format keeps its bytes`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let (run, expected) = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            let name = "\(registry.host)/world/docker:1"
            try await PeerProgram.run(
                "skopeo",
                [
                    "--insecure-policy", "copy", "--quiet", "--format", "v2s2", "--dest-tls-verify=false",
                    "oci:\(images.layout):amd64", "docker://\(name)",
                ])
            let raw = try await PeerProgram.run(
                "skopeo", ["inspect", "--raw", "--tls-verify=false", "docker://\(name)"])
            return (try await ModuleRun.run([("library/docker:1", name)], in: folder), Digest(of: raw.utf8))
        }
        #expect(run.locked.images.map(\.manifests[0].manifest.digest) == [expected])
        #expect(run.locked.images.map(\.manifests[0].manifest.mediaType) == [ManifestMediaType.dockerManifest.rawValue])
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            let found = try await pull("\(registry.host)/library/docker:1", to: folder.appending("pull"))
            #expect(found == expected)
        }
    }

    @Test func `layers compressed with zstd keep their bytes`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            let name = "\(registry.host)/world/zstd:1"
            try await PeerProgram.run(
                "skopeo",
                ["--insecure-policy", "copy", "--quiet", "--dest-compress-format", "zstd", "--dest-tls-verify=false"]
                    + ["oci:\(images.layout):amd64", "docker://\(name)"])
            return try await ModuleRun.run([("library/zstd:1", name)], in: folder)
        }
        let layers = run.locked.images[0].manifests[0].layers
        #expect(layers.allSatisfy { $0.mediaType.hasSuffix("+zstd") }, "\(layers)")
        #expect(try verify(run) == [])
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            let found = try await pull("\(registry.host)/library/zstd:1", to: folder.appending("pull"))
            #expect(found == run.locked.images[0].digest)
        }
    }

    /// One run with every failure that a registry can cause, beside an image that is fine.
    @Test func `failures are told all at once`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let multi = try images.digest(of: "multi")
        let arm64 = try images.digest(of: "arm64")
        try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            for name in ["amd64", "arm64", "multi"] {
                try await images.push(name, to: "\(registry.host)/world/\(name):1")
            }
            try images.addIndex("armonly", of: [("arm64", "arm64")])
            try images.addIndex("lying", of: [("arm64", "amd64")])
            for name in ["armonly", "lying"] { try await images.push(name, to: "\(registry.host)/world/\(name):1") }
            let requests = [
                ("library/armonly:1", "\(registry.host)/world/armonly:1"),
                ("library/fine:1", "\(registry.host)/world/amd64:1"),
                ("library/gone:1", "\(registry.host)/world/gone:1"),
                ("library/lying:1", "\(registry.host)/world/lying:1"),
                ("library/moved:1", "\(registry.host)/world/multi:1@\(arm64)"),
                ("library/wrong:1", "\(registry.host)/world/arm64:1"),
            ]
            let error = await #expect(throws: FailureList.self) { try await ModuleRun.run(requests, in: folder) }
            let texts = try #require(error).failures.map(\.description)
            func failure(_ name: String, _ source: String, _ cause: String) -> String {
                "images: library/\(name):1 (\(registry.host)/world/\(source)): \(cause)"
            }
            let mismatch = "the image is for 'linux/arm64', but linux/amd64 is needed"
            #expect(
                texts == [
                    failure("armonly", "armonly:1", "no image for linux/amd64; available: linux/arm64"),
                    failure(
                        "gone", "gone:1",
                        "GET http://\(registry.host)/v2/world/gone/manifests/1: 404 Not Found:"
                            + " the registry has no such image"),
                    failure("lying", "lying:1", mismatch),
                    failure(
                        "moved", "multi:1@\(arm64)", "the tag 1 is listed with \(arm64), but points to \(multi)"),
                    failure("wrong", "arm64:1", mismatch),
                ])
            #expect(error?.exitCode == .badConfiguration)
        }
    }

    @Test func `a locked build fetches the same bytes without resolving`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            try await images.push("multi", to: "\(registry.host)/world/multi:1")
            let requests = [("library/multi:1", "\(registry.host)/world/multi:1")]
            let first = try await ModuleRun.run(requests, in: folder)
            // The tag moves; the lock does not.
            try await images.push("other", to: "\(registry.host)/world/multi:1")
            let locked = try JSONCoding.decode(LockedImages.self, from: try JSONCoding.encode(first.locked))
            let second = try await ModuleRun.run(
                locked: locked, requests, in: folder, cache: "cold", tree: "second")
            #expect(second.entries == first.entries)
            let elsewhere = [("library/multi:1", "localhost:\(registry.port)/world/multi:1")]
            #expect(try ModuleRun.module(elsewhere).requestDigest != ModuleRun.module(requests).requestDigest)
        }
    }

    private func verify(_ run: ModuleRun, architecture: Architecture = .amd64) throws -> [Finding] {
        try VerifierRun.findings(in: try run.files(), locked: run.locked, architecture: architecture)
    }

    /// Copies an image to a folder with skopeo; it checks every blob's digest.
    private func pull(_ name: String, to folder: FilePath) async throws -> Digest {
        try await PeerProgram.run(
            "skopeo",
            [
                "--insecure-policy", "copy", "--quiet", "--preserve-digests", "--src-tls-verify=false",
                "docker://\(name)", "dir:\(folder)",
            ])
        return Digest(of: try FileSystem.read(folder.appending("manifest.json"), limit: 1 << 22))
    }
}
