import AirgapCore
import SystemPackage
import TestSupport

@testable import Images

/// An image in memory: what a registry would hand out, and what the lock would say about it.
struct SampleImage: Sendable {
    let config: [UInt8]
    let layers: [[UInt8]]
    let manifest: [UInt8]

    /// Makes an image whose layers have bytes of their own.
    ///
    /// - Parameters:
    ///   - architecture: what its configuration says.
    ///   - count: how many layers it has.
    ///   - bytes: how many bytes each layer has at least.
    init(architecture: String = "amd64", layers count: Int = 2, bytes: Int = 0) {
        config = Array(#"{"architecture": "\#(architecture)", "os": "linux", "rootfs": {}}"#.utf8)
        layers = (0..<count).map { number in
            Array("layer \(number) of \(architecture)".utf8)
                + (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8) ^ number) }
        }
        manifest = Array(
            """
            {"schemaVersion": 2, "mediaType": "\(ManifestMediaType.ociManifest.rawValue)",
             "config": \(Self.descriptor("application/vnd.oci.image.config.v1+json", config)),
             "layers": [\(layers.map { Self.descriptor("application/vnd.oci.image.layer.v1.tar", $0) }
                .joined(separator: ", "))]}
            """.utf8)
    }

    /// All blobs by their digest.
    var blobs: [Digest: [UInt8]] {
        Dictionary(([manifest, config] + layers).map { (Digest(of: $0), $0) }) { first, _ in first }
    }

    static func descriptor(_ type: String, _ bytes: [UInt8]) -> String {
        #"{"mediaType": "\#(type)", "digest": "\#(Digest(of: bytes))", "size": \#(bytes.count)}"#
    }

    /// What the lock says about this image under a name.
    func locked(as name: String) throws -> LockedImage {
        let parsed = try ImageName(name)
        guard case .image(let image) = try ManifestDocument(parsing: manifest), let tag = parsed.tag else {
            throw ManifestError.unknownShape
        }
        return LockedImage(
            repository: parsed.repository, tag: tag, source: try ImageReference("quay.io/\(name)"),
            base: try RemoteURL("https://quay.io/v2/\(parsed.repository)"),
            documents: TakenDocuments(
                top: Digest(of: manifest),
                manifests: [
                    LockedManifest(
                        manifest: Descriptor(
                            mediaType: image.mediaType.rawValue, digest: Digest(of: manifest),
                            size: Int64(manifest.count)),
                        config: image.config, layers: image.layers)
                ]))
    }

    /// The files that images leave in a tree.
    static func files(of images: [(name: String, image: SampleImage)]) throws -> [RelativePath: [UInt8]] {
        let folder = try TemporaryFolder()
        let store = try ContentStore(root: folder.appending("store"))
        for (_, image) in images {
            for bytes in image.blobs.values { try store.add(bytes) }
        }
        try FileSystem.makeFolder(folder.appending("tree"))
        var tree = TreeWriter(root: folder.appending("tree"), store: store)
        let locked = try images.map { try $0.image.locked(as: $0.name) }
        try RegistryTreeWriter().write(LockedImages(images: locked), to: &tree)
        var files: [RelativePath: [UInt8]] = [:]
        for entry in tree.entries {
            files[entry.path] = try FileSystem.read(tree.root.appending(entry.path.description), limit: 1 << 20)
        }
        return files
    }
}
