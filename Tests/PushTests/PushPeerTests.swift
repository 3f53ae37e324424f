import AirgapCore
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Push

/// docker-registry takes what is pushed, and skopeo pulls it by the digests of the bundle.
struct PushPeerTests {
    private static let layers: [[UInt8]] = {
        var random = SeededRandom(seed: 3)
        return [Array("small layer".utf8), random.bytes(3_000_000), random.bytes(200_000), []]
    }()
    private static let one = MadeImage(Array(layers[0...1]))
    private static let two = MadeImage([layers[1], layers[2], layers[2], layers[3]])

    private func bundle() throws -> MadeBundle {
        var bundle = MadeBundle()
        try bundle.add(Self.one, as: "library/one:1")
        try bundle.add(Self.two, as: "library/deep/two:v2")
        return bundle
    }

    @Test(arguments: [true, false], ["", "/team/mirror"])
    func `everything is there afterwards, once, and a second run sends nothing`(
        isPacked: Bool, project: String
    ) async throws {
        let folder = try TemporaryFolder()
        let made = try bundle()
        let path = isPacked ? try await made.pack(in: folder) : try made.write(to: folder.appending("tree"))
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let report = try await PushRun().run(path, to: registry.host + project)
            #expect(report.failures.isEmpty && report.images.map(\.result) == [.pushed, .pushed])
            // The shared layer went over the network once; both configurations are the same bytes.
            #expect(report.sent.blobs == 5 && report.mounted.blobs == 2, "\(report)")
            for (name, image) in [("library/one", Self.one), ("library/deep/two", Self.two)] {
                try await RegistryPeer.pull("\(registry.host)\(project)/\(name)@\(image.digest)")
            }
            let name = "\(registry.host)\(project)/library/deep/two:v2"
            #expect(try await RegistryPeer.digest(name) == Self.two.digest)
            let again = try await PushRun().run(path, to: registry.host + project)
            #expect(again.images.map(\.result) == [.present, .present])
            #expect(again.sent.blobs == 0 && again.mounted.blobs == 0 && again.manifests == 0)
        }
    }

    @Test func `only what is asked for, and a dry run writes nothing`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle().write(to: folder.appending("tree"))
        let storage = folder.appending("registry")
        try await DockerRegistry.run(.init(storage: storage)) { registry in
            let dry = try await PushRun(options: PushOptions(isDryRun: true)).run(path, to: registry.host)
            #expect(dry.images.map(\.result) == [.wanted, .wanted] && dry.sent.blobs == 5 && dry.mounted.blobs == 2)
            #expect(try FileSystem.status(storage.appending("docker")) == nil)
            let only = PushOptions(only: [NamePattern("*/two")])
            let report = try await PushRun(options: only).run(path, to: registry.host)
            #expect(report.images.map(\.name) == ["\(registry.host)/library/deep/two:v2"])
            let none = await #expect(throws: PushError.self) {
                try await PushRun(options: PushOptions(only: [NamePattern("three*")])).run(path, to: registry.host)
            }
            #expect(none?.exitCode == .badConfiguration)
            let rest = try await PushRun(options: PushOptions(isDryRun: true)).run(path, to: registry.host)
            #expect(rest.images.map(\.result) == [.present, .wanted])
        }
    }

    @Test func `a tag that exists is told, left alone or moved`() async throws {
        let folder = try TemporaryFolder()
        var old = MadeBundle()
        try old.add(Self.two, as: "library/one:1")
        let before = try old.write(to: folder.appending("old"))
        let path = try bundle().write(to: folder.appending("tree"))
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let tag = "\(registry.host)/library/one:1"
            _ = try await PushRun().run(before, to: registry.host)
            let fail = try await PushRun().run(path, to: registry.host)
            #expect(fail.images.map(\.result) == [.wanted, .conflict])
            #expect("\(try #require(fail.failures.first))".contains("\(Self.two.digest)"))
            #expect(fail.failures.map(\.exitCode) == [.badConfiguration] && fail.sent.blobs == 0)
            let skip = try await PushRun(options: PushOptions(existing: .skip)).run(path, to: registry.host)
            #expect(skip.images.map(\.result) == [.pushed, .skipped] && skip.failures.isEmpty)
            #expect(try await RegistryPeer.digest(tag) == Self.two.digest)
            let over = try await PushRun(options: PushOptions(existing: .overwrite)).run(path, to: registry.host)
            #expect(over.images.map(\.result) == [.present, .pushed])
            #expect(try await RegistryPeer.digest(tag) == Self.one.digest)
            #expect(over.images[1].existing == Self.two.digest)
        }
    }

    @Test func `a whole index keeps its digest; a sparse one becomes its platform's image`() async throws {
        let folder = try TemporaryFolder()
        let arm = MadeImage([Self.layers[0]], architecture: "arm64")
        let index = MadeImage.index(of: [(arm, "arm64"), (Self.one, "amd64")])
        var made = MadeBundle()
        try made.add(index: index, holding: [arm, Self.one], as: "library/whole:1")
        try made.add(index: index, holding: [Self.one], as: "library/sparse:1")
        let path = try made.write(to: folder.appending("tree"))
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let report = try await PushRun().run(path, to: registry.host)
            #expect(report.images.map(\.result) == [.pushed, .pushed] && report.failures.isEmpty)
            #expect(report.images.map(\.substitute) == [Self.one.digest, nil])
            #expect(try await RegistryPeer.digest("\(registry.host)/library/whole:1") == Digest(of: index))
            #expect(try await RegistryPeer.digest("\(registry.host)/library/sparse:1") == Self.one.digest)
            try await RegistryPeer.pull("\(registry.host)/library/whole@\(Digest(of: index))", ["--all"])
            let again = try await PushRun().run(path, to: registry.host)
            #expect(
                again.images.map(\.result) == [.present, .present] && again.images[0].substitute == Self.one.digest)
        }
    }

    @Test func `what refers to an image comes along, after it`() async throws {
        let folder = try TemporaryFolder()
        let signature = MadeImage([Array("signed".utf8)], subject: Self.one.manifest)
        var made = try bundle()
        let tag = "sha256-\(Self.one.digest.hex).sig"
        try made.add(signature, as: "library/one:\(tag)")
        let path = try made.write(to: folder.appending("tree"))
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            let options = PushOptions(only: [NamePattern("library/one:1")])
            let report = try await PushRun(options: options).run(path, to: registry.host)
            #expect(report.images.map { $0.name.split(separator: ":").last.map(String.init) } == ["1", tag])
            #expect(try await RegistryPeer.digest("\(registry.host)/library/one:\(tag)") == signature.digest)
        }
    }

    @Test func `a changed blob never becomes one of the registry, and stops no other image`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle().write(to: folder.appending("tree"))
        let blob = try RegistryLayout.blob(Digest(of: Self.layers[2])).description
        var bytes = Self.layers[2]
        bytes[150_000] ^= 1
        try AtomicFile.write(bytes, to: path.appending(blob))
        let storage = folder.appending("registry")
        try await DockerRegistry.run(.init(storage: storage)) { registry in
            let report = try await PushRun().run(path, to: registry.host)
            #expect(report.images.map(\.result) == [.failed, .pushed])
            #expect(report.images[0].failure?.contains("digest mismatch") ?? false)
            #expect(report.failures.map(\.exitCode) == [.findings])
            let place = storage.appending(blob.replacing("resources/registry/", with: ""))
            #expect(try FileSystem.status(place) == nil)
        }
    }
}
