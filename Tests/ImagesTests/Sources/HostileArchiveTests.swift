import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Archives that no `docker save` writes: each is refused with a clear error, and nothing traps.
struct HostileArchiveTests {
    private static let layer = Array("layer".utf8)
    private static let config = Array(
        #"{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["\#(Digest(of: layer))"]}}"#.utf8)

    private static func manifest(config: String = "c.json", layers: String = #""l/layer.tar""#) -> TarBuilder.Member {
        TarBuilder.Member(
            "manifest.json", Array(#"[{"Config":"\#(config)","RepoTags":["a:1"],"Layers":[\#(layers)]}]"#.utf8))
    }

    private static func link(_ name: String, _ target: String, type: Character = "2") -> TarBuilder.Member {
        var member = TarBuilder.Member(name, type: type)
        member.link = target
        return member
    }

    private static let good = [
        manifest(), TarBuilder.Member("c.json", config), TarBuilder.Member("l/layer.tar", layer),
    ]

    /// An OCI layout's index that names one manifest of 1 byte.
    private static let index = TarBuilder.Member(
        "index.json",
        Array(
            #"{"manifests":[{"mediaType":"\#(ManifestMediaType.ociManifest.rawValue)","digest":"\#(Digest(of: [1]))","size":1}]}"#
                .utf8))
    private static let manifestName = "blobs/sha256/\(Digest(of: [1]).hex)"

    /// What is wrong, the members, what the error says.
    private static let cases: [(String, [TarBuilder.Member], String)] = [
        ("no manifest", [TarBuilder.Member("c.json", config)], "'manifest.json' is missing"),
        ("traversal", good + [TarBuilder.Member("../etc/passwd", layer)], "unacceptable member: path with '.' or '..'"),
        ("absolute", good + [TarBuilder.Member("/etc/passwd", layer)], "unacceptable member: absolute path"),
        ("backslash", good + [TarBuilder.Member("a\\b", layer)], "unacceptable member: path with a control character"),
        ("a device", good + [TarBuilder.Member("null", type: "3")], "neither a file, a folder nor a link"),
        ("missing layer", [good[0], good[1]], "'l/layer.tar' is missing"),
        ("missing config", [good[0], good[2]], "'c.json' is missing"),
        ("a circle", [good[0], good[1], link("l/layer.tar", "../m"), link("m", "l/layer.tar")], "leads in a circle"),
        ("itself", [good[0], good[1], link("l/layer.tar", "layer.tar")], "leads in a circle"),
        ("out", [good[0], good[1], link("l/layer.tar", "../../x")], "leads in a circle or out of the archive"),
        ("absolute link", [good[0], good[1], link("l/layer.tar", "/etc/passwd")], "out of the archive"),
        ("nowhere", [good[0], good[1], link("l/layer.tar", "x", type: "1")], "'x' is missing"),
        (
            "lying layer", [good[0], good[1], TarBuilder.Member("l/layer.tar", [1])],
            "'l/layer.tar' must have the digest"
        ),
        (
            "lying config",
            [manifest(config: String(repeating: "0", count: 64) + ".json"), good[2]]
                + [TarBuilder.Member(String(repeating: "0", count: 64) + ".json", config)], "must have the digest"
        ),
        ("twice", good + [TarBuilder.Member("l/layer.tar", [1])], "'l/layer.tar' stands twice with different content"),
        ("too few layers", [manifest(layers: ""), good[1]], "the archive has 0 layers, the image's configuration 1"),
        ("a broken manifest", [TarBuilder.Member("manifest.json", [1, 2])], "'manifest.json' is unusable"),
        ("no list", [TarBuilder.Member("manifest.json", Array("{}".utf8))], "'manifest.json' is unusable: not a list"),
        ("a number", [TarBuilder.Member("manifest.json", Array("[1]".utf8))], "without 'Config' or 'Layers'"),
        ("a broken layout", good + [TarBuilder.Member("index.json", [1])], "'index.json' is unusable"),
        ("a lying layout", good + [index, TarBuilder.Member(manifestName, [2])], "must have the digest"),
        ("a layout of no manifest", good + [index, TarBuilder.Member(manifestName, [1])], "x.tar: "),
        ("no platform", [good[0], TarBuilder.Member("c.json", Array("{}".utf8))], "'os' or 'architecture' is missing"),
    ]

    @Test(arguments: cases.indices)
    func `is refused`(_ index: Int) async throws {
        let (what, members, message) = Self.cases[index]
        let text = try await failure(TarBuilder(members).bytes)
        #expect(text.hasPrefix("images: docker-archive:x.tar: ") && text.contains(message), "\(what): \(text)")
    }

    @Test func `cut anywhere, it never traps`() async throws {
        let bytes = TarBuilder(Self.good).bytes
        for count in stride(from: 0, to: bytes.count - 1536, by: 211) {
            _ = try await failure(Array(bytes.prefix(count)))
        }
    }

    @Test func `the plain archive is taken, and links in it are followed`() async throws {
        let folder = try TemporaryFolder()
        let members =
            [Self.good[0], Self.good[1], TarBuilder.Member("blobs/x", Self.layer)]
            + [Self.link("l/layer.tar", "../hard"), Self.link("hard", "blobs/x", type: "1")]
        try folder.write(TarBuilder(members).bytes, at: "x.tar")
        let run = try await ModuleRun.run(local: try Self.configuration(folder), in: folder)
        #expect(run.locked.local?.imports.map(\.image.content.config.digest) == [Digest(of: Self.config)])
        #expect(run.locked.local?.imports.first?.image.content.layers.map(\.digest) == [Digest(of: Self.layer)])
    }

    @Test func `a layout that lacks what its index names is left aside`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(TarBuilder(Self.good + [Self.index]).bytes, at: "x.tar")
        let run = try await ModuleRun.run(local: try Self.configuration(folder), in: folder)
        #expect(run.locked.local?.imports.map(\.image.content.config.digest) == [Digest(of: Self.config)])
    }

    @Test func `a bomb is refused before it fills the disk`() async throws {
        let folder = try TemporaryFolder()
        let script = "truncate -s 2G zeros && tar cf - zeros manifest.json | gzip -1 > x.tar && rm zeros"
        try folder.write("[]", at: "manifest.json")
        try await PeerProgram.run("sh", ["-c", "cd \"$0\" && \(script)", folder.path.string])
        let error = await #expect(throws: StageError.self) {
            try await ModuleRun.run(local: try Self.configuration(folder), in: folder)
        }
        #expect("\(try #require(error))".contains("unpacks to more than"))
    }

    private static func configuration(_ folder: TemporaryFolder) throws -> LocalImagesConfiguration {
        LocalImagesConfiguration(
            folder: folder.path,
            imports: [ImportRequest(source: try LocalImageSource("docker-archive:x.tar"), destination: nil)])
    }

    private func failure(_ bytes: [UInt8]) async throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(bytes, at: "x.tar")
        let error = await #expect(throws: StageError.self) {
            try await ModuleRun.run(local: try Self.configuration(folder), in: folder)
        }
        return "\(try #require(error))"
    }
}
