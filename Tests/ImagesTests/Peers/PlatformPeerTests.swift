import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Indexes of several platforms, served by docker-registry and pulled by skopeo.
struct PlatformPeerTests {
    /// An index of amd64, arm64/v8, arm/v7, windows, and attestations of the first two.
    private static func makeImages(in folder: TemporaryFolder) async throws -> OCIImages {
        let images = try await OCIImages(at: folder.appending("layout"))
        for architecture in ["amd64", "arm64", "arm"] {
            try await images.addImage(architecture, architecture: architecture, text: architecture)
        }
        try await images.addImage("windows", architecture: "amd64", os: "windows", text: "windows")
        for about in ["amd64", "arm64"] {
            try await images.addImage("about-" + about, architecture: "unknown", os: "unknown", text: "about " + about)
        }
        try images.addIndex(
            "multi",
            of: [
                .init("arm64", "linux/arm64/v8"), .init("windows", "windows/amd64"), .init("amd64", "linux/amd64"),
                .init("arm", "linux/arm/v7"), .init("about-amd64", "unknown/unknown", about: "amd64"),
                .init("about-arm64", "unknown/unknown", about: "arm64"),
            ])
        return images
    }

    private static func run(
        _ images: OCIImages, in folder: TemporaryFolder, architecture: Architecture = .amd64,
        platforms: PlatformChoice = .own(and: [])
    ) async throws -> ModuleRun {
        try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
            try await images.push("multi", to: "\(registry.host)/world/multi:1")
            var choices = ImageChoices()
            choices.platforms = platforms
            return try await ModuleRun.run(
                [("library/multi:1", "\(registry.host)/world/multi:1")], in: folder, architecture: architecture,
                choices: choices)
        }
    }

    @Test(arguments: Architecture.allCases)
    func `one platform is taken, and the index keeps its digest`(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await Self.run(images, in: folder, architecture: architecture)
        let multi = try images.digest(of: "multi")
        let own = try images.digest(of: architecture.oci)
        let image = try #require(run.locked.images.first)
        #expect(image.digest == multi)
        #expect(image.manifests.map(\.manifest.digest) == [own, try images.digest(of: "about-" + architecture.oci)])
        #expect(image.manifests.map(\.attested) == [nil, own])
        #expect(image.absent?.count == 4)
        #expect(try VerifierRun.findings(in: run.files(), locked: run.locked, architecture: architecture) == [])
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            for reference in ["library/multi:1", "library/multi@\(multi)"] {
                let name = "docker://\(registry.host)/\(reference)"
                let raw = try await PeerProgram.run("skopeo", ["inspect", "--raw", "--tls-verify=false", name])
                #expect(Digest(of: raw.utf8) == multi)
                let target = folder.appending("pull-\(UInt32.random(in: .min ... .max))")
                try await PeerProgram.run(
                    "skopeo",
                    ["--insecure-policy", "--override-arch", architecture.oci, "copy", "-q", "--src-tls-verify=false"]
                        + ["--preserve-digests", name, "dir:\(target)"])
                let bytes = try FileSystem.read(target.appending("manifest.json"), limit: 1 << 20)
                #expect(Digest(of: bytes) == own)
            }
            let garbage = try await registry.garbageCollectDryRun()
            #expect(garbage.contains(" blobs marked, 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
        }
    }

    /// containerd pulls by tag and by the index's digest, and unpacks.
    @Test(arguments: Architecture.allCases)
    func `containerd pulls and unpacks from a sparse index`(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await Self.run(images, in: folder, architecture: architecture)
        let multi = try images.digest(of: "multi")
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            try await Containerd.run(in: TemporaryFolder()) { containerd in
                for reference in [":1", "@\(multi)"] {
                    try await containerd.ctr([
                        "images", "pull", "--plain-http", "--snapshotter", "native", "--platform",
                        "linux/\(architecture.oci)", "\(registry.host)/library/multi\(reference)",
                    ])
                }
                let list = try await containerd.ctr(["images", "list"])
                #expect(list.split(separator: "\n").filter { $0.contains("\(multi)") }.count == 2, "\(list)")
                let snapshots = try await containerd.ctr(["snapshots", "--snapshotter", "native", "list"])
                #expect(snapshots.split(separator: "\n").count == 3, "\(snapshots)")
            }
        }
    }

    /// podman pulls by tag and by the index's digest, and unpacks.
    @Test(arguments: Architecture.allCases)
    func `podman pulls and unpacks from a sparse index`(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await Self.run(images, in: folder, architecture: architecture)
        let multi = try images.digest(of: "multi")
        let podman = try Podman()
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            for reference in [":1", "@\(multi)"] {
                let name = "\(registry.host)/library/multi\(reference)"
                try await podman(["pull", "--quiet", "--tls-verify=false", "--arch", architecture.oci, name])
                let root = try await podman.root(of: name)
                #expect(try FileSystem.read(root.appending("text"), limit: 99) == Array(architecture.oci.utf8))
            }
        }
    }

    @Test func `all platforms are taken when they are wanted`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await Self.run(images, in: folder, platforms: .all)
        let image = try #require(run.locked.images.first)
        #expect(image.manifests.count == 6)
        #expect(image.manifests[0].manifest.digest == (try images.digest(of: "amd64")))
        #expect(image.absent == nil)
        #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            let target = folder.appending("pull")
            try await PeerProgram.run(
                "skopeo",
                ["--insecure-policy", "copy", "-q", "--all", "--preserve-digests", "--src-tls-verify=false"]
                    + ["docker://\(registry.host)/library/multi:1", "dir:\(target)"])
            let bytes = try FileSystem.read(target.appending("manifest.json"), limit: 1 << 20)
            #expect(Digest(of: bytes) == (try images.digest(of: "multi")))
            let garbage = try await registry.garbageCollectDryRun()
            #expect(garbage.contains(" 0 blobs and 0 manifests eligible for deletion"), "\(garbage)")
        }
    }

    @Test func `platforms of a list are taken besides the bundle's own`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let wanted = try PlatformChoice(texts: ["linux/arm", "linux/riscv64"])
        let run = try await Self.run(images, in: folder, platforms: wanted)
        let taken = try #require(run.locked.images.first).manifests.map(\.manifest.digest)
        #expect(
            taken == [
                try images.digest(of: "amd64"), try images.digest(of: "arm"), try images.digest(of: "about-amd64"),
            ])
        #expect(run.warnings.contains { $0.contains("library/multi:1: no image for linux/riscv64; available: ") })
        #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
        let locked = try JSONCoding.decode(LockedImages.self, from: try JSONCoding.encode(run.locked))
        #expect(locked == run.locked)
    }

    @Test func `verify tells what is left out from what is missing`() async throws {
        let folder = try TemporaryFolder()
        let images = try await Self.makeImages(in: folder)
        let run = try await Self.run(images, in: folder)
        let repository = try RepositoryName("library/multi")
        var files = try run.files()
        let own = try images.digest(of: "amd64")
        files[try RegistryLayout.revisionLink(repository, own)] = nil
        let missing = try VerifierRun.findings(in: files, locked: run.locked)
        #expect(
            missing.contains { $0.problem == "the index's manifest \(own) for 'linux/amd64' is missing" }, "\(missing)")
        let other = try VerifierRun.findings(in: run.files(), locked: run.locked, absences: [])
        #expect(other.count == 4 && other.allSatisfy { $0.member == "bundle.json" }, "\(other)")
        #expect(
            run.locked.absences.map(\.what).sorted() == [
                "linux/arm/v7", "linux/arm64/v8", "unknown/unknown", "windows/amd64",
            ])
    }
}
