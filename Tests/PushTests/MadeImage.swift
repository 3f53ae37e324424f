import AirgapCore
import Images

/// An image in memory.
struct MadeImage: Sendable {
    let config: [UInt8]
    let layers: [[UInt8]]
    let manifest: [UInt8]

    /// - Parameters:
    ///   - layers: their bytes.
    ///   - architecture: what its configuration says.
    ///   - subject: a manifest that it refers to (OCI image specification 1.1).
    init(_ layers: [[UInt8]], architecture: String = "amd64", subject: [UInt8]? = nil) {
        self.layers = layers
        config = Array(#"{"architecture": "\#(architecture)", "os": "linux", "rootfs": {"type": "layers"}}"#.utf8)
        let list = layers.map { Self.descriptor("application/vnd.oci.image.layer.v1.tar", $0) }.joined(separator: ", ")
        let about = subject.map { #", "subject": \#(Self.descriptor(ManifestMediaType.ociManifest.rawValue, $0))"# }
        manifest = Array(
            """
            {"schemaVersion": 2, "mediaType": "\(ManifestMediaType.ociManifest.rawValue)",
             "config": \(Self.descriptor("application/vnd.oci.image.config.v1+json", config)), "layers": [\(list)]\(about ?? "")}
            """.utf8)
    }

    var digest: Digest { Digest(of: manifest) }

    static func descriptor(_ type: String, _ bytes: [UInt8], _ more: String = "") -> String {
        #"{"mediaType": "\#(type)", "digest": "\#(Digest(of: bytes))", "size": \#(bytes.count)\#(more)}"#
    }

    /// An index of images with their architectures.
    static func index(of images: [(MadeImage, String)]) -> [UInt8] {
        let entries = images.map { image, architecture in
            descriptor(
                ManifestMediaType.ociManifest.rawValue, image.manifest,
                #", "platform": {"os": "linux", "architecture": "\#(architecture)"}"#)
        }
        return Array(
            """
            {"schemaVersion": 2, "mediaType": "\(ManifestMediaType.ociIndex.rawValue)",
             "manifests": [\(entries.joined(separator: ", "))]}
            """.utf8)
    }
}
