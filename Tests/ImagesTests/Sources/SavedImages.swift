import AirgapCore
import SystemPackage
import TestSupport

@testable import Images

/// One image for amd64 and one for arm64 in every form that `images.import` knows, written by skopeo and docker-registry.
struct SavedImages {
    let folder: TemporaryFolder
    let layout: OCIImages
    let architectures = ["amd64", "arm64"]

    init() async throws {
        folder = try TemporaryFolder()
        layout = try await OCIImages(at: folder.appending("layout"))
        for architecture in architectures { try await layout.addImage(architecture, architecture: architecture) }
        try layout.addIndex("multi", of: architectures.map { ($0, $0) })
    }

    /// The image's id: the digest of its configuration.
    func id(of name: String) throws -> Digest {
        let bytes = try FileSystem.read(
            folder.appending("layout/blobs/sha256/\(try layout.digest(of: name).hex)"), limit: 1 << 20)
        return try Digest(try JSONValue(parsing: bytes)["config"]?["digest"]?.string ?? "")
    }

    /// Copies an image of the layout to a place of skopeo's.
    func save(_ name: String, to destination: String, _ options: [String] = []) async throws {
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "copy", "--quiet"] + options + ["oci:\(layout.layout):\(name)", destination])
    }

    /// docker's old archive: uncompressed layers, links, `repositories`.
    func saveDockerArchive(_ name: String, as file: String, tags: [String]) async throws {
        let more = tags.dropFirst().flatMap { ["--additional-tag", $0] }
        try await save(name, to: "docker-archive:\(folder.appending(file)):\(tags[0])", more)
    }

    /// docker's archive since version 25: an OCI layout with a `manifest.json` beside it.
    func saveModernArchive(_ name: String, as file: String, tag: String) async throws {
        let place = folder.appending("modern-\(file)")
        try await save(name, to: "oci:\(place):latest")
        let index = try JSONValue(parsing: try FileSystem.read(place.appending("index.json"), limit: 1 << 20))
        let digest = try Digest(index["manifests"]?.array?.first?["digest"]?.string ?? "")
        let manifest = try JSONValue(
            parsing: try FileSystem.read(place.appending("blobs/sha256/\(digest.hex)"), limit: 1 << 20))
        func blob(_ value: JSONValue?) throws -> JSONValue {
            .string("blobs/sha256/\(try Digest(value?["digest"]?.string ?? "").hex)")
        }
        let entry = JSONValue.object([
            "Config": try blob(manifest["config"]), "RepoTags": .array([.string(tag)]),
            "Layers": .array(try (manifest["layers"]?.array ?? []).map(blob)),
        ])
        try AtomicFile.write(JSONWriter.bytes(of: .array([entry])), to: place.appending("manifest.json"))
        try await PeerProgram.run("tar", ["cf", folder.appending(file).string, "-C", place.string, "."])
    }

    /// A release as kubernetes publishes it, with two components.
    func saveRelease(as file: String, architecture: String) async throws {
        let root = folder.appending("release-\(architecture)")
        let bin = root.appending("kubernetes/server/bin")
        try FileSystem.makeFolder(bin)
        for name in ["kube-apiserver", "kube-proxy"] {
            let tag = "registry.k8s.io/\(name)-\(architecture):v1.31.9"
            try await save(architecture, to: "docker-archive:\(bin.appending(name + ".tar")):\(tag)")
            try AtomicFile.write(Array("v1.31.9\n".utf8), to: bin.appending(name + ".docker_tag"))
            try AtomicFile.write(Array("binary".utf8), to: bin.appending(name))
        }
        try await PeerProgram.run("tar", ["czf", folder.appending(file).string, "-C", root.string, "kubernetes"])
    }

    func configuration(_ requests: [(source: String, destination: String?)]) throws -> LocalImagesConfiguration {
        LocalImagesConfiguration(
            folder: folder.path,
            imports: try requests.map {
                ImportRequest(
                    source: try LocalImageSource($0.source), destination: try $0.destination.map { try ImageName($0) })
            })
    }
}
