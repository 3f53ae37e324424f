import AirgapCore
import Packer
import SystemPackage
import TestSupport

/// A small bundle to be served, unpacked and packed.
struct SiteTree: Sendable {
    static let config = Array(#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#.utf8)
    static let layer = Array("a layer\n".utf8)
    /// Does not get smaller, so it stands in the packed bundle as it is; more than two gzip members.
    static let noise: [UInt8] = {
        var random = SeededRandom(seed: 11)
        return random.bytes(2_500_123)
    }()
    /// Gets much smaller.
    static let text = (0..<110_000).flatMap { Array("line \($0)\n".utf8) }

    let folder: FilePath
    let packed: FilePath
    let images: StoredImages
    /// Below the web root.
    let files: [String: [UInt8]]

    /// The manifests that tests ask for.
    static let manifest = StoredImages.manifest(config: config, layers: [layer, noise])
    static let docker = StoredImages.manifest(
        type: "application/vnd.docker.distribution.manifest.v2+json", config: config, layers: [layer])
    static let untyped = StoredImages.manifest(type: nil, config: config)
    static let index = Array(
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
         \(StoredImages.descriptor("application/vnd.oci.image.manifest.v1+json", manifest))]}
        """.utf8)

    /// Writes it.
    ///
    /// - Parameters:
    ///   - folder: gets everything.
    ///   - images: what the registry holds besides.
    ///   - origins: what those are called where they come from.
    ///   - more: more files of the web root.
    /// - Throws: `FileError`, `PackError`.
    init(
        in folder: TemporaryFolder, images: StoredImages = StoredImages(), origins: [String: String] = [:],
        more: [String: [UInt8]] = [:]
    ) async throws {
        var images = images
        images.add(Self.manifest, blobs: [Self.config, Self.layer, Self.noise], to: "library/app", tag: "1.0")
        images.add(Self.manifest, to: "library/app", tag: "latest")
        images.add(Self.index, to: "library/app", tag: "multi")
        images.add(Self.docker, blobs: [Self.config, Self.layer], to: "a/b/c-d.e/f_g", tag: "Upper_1.0-x")
        images.add(Self.untyped, blobs: [Self.config], to: "library/calico-node", tag: "v3.1")
        Self.addReferrers(to: &images)
        for number in 0..<25 { images.add(Self.untyped, to: "many/tags", tag: "t\(number)") }
        self.images = images
        files = [
            "debian/pool/x_1%3a2_amd64.deb": Array("no package\n".utf8), "files/host/a b+c.txt": Self.text,
            "files/host/noise.bin": Self.noise, "files/empty": [], "tools/tool.tar.gz": Array("tool".utf8),
            "rocky/9/repodata/repomd.xml": Array("<x/>\n".utf8), "repos/x-http.repo": Array("[x]\n".utf8),
            "files/ünï/ö.txt": Array("umlaut\n".utf8),
        ].merging(more) { $1 }
        var all = images.files
        for (path, bytes) in files { all["resources/nginx/" + path] = bytes }
        self.folder = folder.appending("site/test-1-amd64")
        packed = folder.appending("test-1-amd64.tgz")
        try FileSystem.makeFolder(self.folder)
        _ = try TestTree(all, sections: [ModuleName(rawValue: "images"): try Self.section(origins)], at: self.folder)
        _ = try await BundlePacker(
            options: PackOptions(jobs: 2, time: Timestamp(seconds: 1_700_000_000)),
            progress: SilentProgress()
        ).pack(tree: self.folder, name: TestTree.name, to: packed)
    }

    /// One that says so itself, one that a tag stands for, one of another type.
    private static func addReferrers(to images: inout StoredImages) {
        let subject = #","subject":\#(StoredImages.descriptor("application/vnd.oci.image.manifest.v1+json", manifest))"#
        let empty = Array("{}".utf8)
        images.add(
            StoredImages.manifest(
                config: empty, configType: "application/vnd.oci.empty.v1+json",
                more: subject + #","artifactType":"application/vnd.example.sbom","annotations":{"a":"b"}"#),
            blobs: [empty], to: "library/app")
        images.add(
            StoredImages.manifest(
                config: empty, configType: "application/vnd.example.signature", more: subject),
            blobs: [empty], to: "library/app")
        let tagged = StoredImages.manifest(config: empty, configType: "application/vnd.example.tagged")
        images.add(tagged, blobs: [empty], to: "library/app")
        let list = Array(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
             {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(Digest(of: tagged))",
              "size":\(tagged.count),"artifactType":"application/vnd.example.tagged"}]}
            """.utf8)
        images.add(list, to: "library/app", tag: "sha256-\(Digest(of: manifest).hex)")
    }

    /// What the lock says of where images come from.
    private static func section(_ origins: [String: String]) throws -> LockedBundle.Section {
        func image(_ repository: String, _ tag: String, _ source: String, _ bytes: [UInt8]) -> String {
            """
            {"repository":"\(repository)","tag":"\(tag)","source":"\(source)","base":"https://example.org/v2/x",
             "digest":"\(Digest(of: bytes))","indexes":[],"manifests":[]}
            """
        }
        let others = origins.map { name, source in
            let parts = name.split(separator: ":")
            return image(String(parts[0]), String(parts[1]), source, untyped) + ","
        }
        let text = """
            {"images":[\(others.joined())\(image("library/app", "1.0", "docker.io/library/app:2.0", manifest)),
             \(image("library/calico-node", "v3.1", "quay.io/calico/node:v3.1", untyped)),
             \(image("a/b/c-d.e/f_g", "Upper_1.0-x", "registry.k8s.io/pause@\(Digest(of: docker))", docker))]}
            """
        return LockedBundle.Section(request: Digest(of: []), content: Array(text.utf8))
    }
}
