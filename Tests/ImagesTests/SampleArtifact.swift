import AirgapCore
import TestSupport

@testable import Images

/// A manifest that is about another one, as cosign, oras and notation make them.
struct SampleArtifact: Sendable {
    let config: [UInt8]
    let layer: [UInt8]
    let manifest: [UInt8]

    /// What cosign stores under `sha256-<hex>.sig`: an image whose configuration names no platform.
    static func signature(of subject: Digest) -> SampleArtifact {
        let config = Array(#"{"architecture": "", "os": "", "config": {}, "rootfs": {"type": "layers"}}"#.utf8)
        let layer = Array(#"{"critical": {"image": {"docker-manifest-digest": "\#(subject)"}}}"#.utf8)
        return SampleArtifact(
            config: config, configType: "application/vnd.oci.image.config.v1+json", layer: layer,
            layerType: "application/vnd.dev.cosign.simplesigning.v1+json", subject: nil)
    }

    /// A referrer of OCI 1.1: an artifact with a `subject`.
    static func referrer(of subject: [UInt8], text: String) -> SampleArtifact {
        SampleArtifact(
            config: Array("{}".utf8), configType: "application/vnd.oci.empty.v1+json", layer: Array(text.utf8),
            layerType: "text/spdx+json", subject: subject)
    }

    private init(config: [UInt8], configType: String, layer: [UInt8], layerType: String, subject: [UInt8]?) {
        self.config = config
        self.layer = layer
        let about = subject.map {
            ", \"subject\": " + SampleImage.descriptor(ManifestMediaType.ociManifest.rawValue, $0)
        }
        manifest = Array(
            """
            {"schemaVersion": 2, "mediaType": "\(ManifestMediaType.ociManifest.rawValue)",
             "config": \(SampleImage.descriptor(configType, config)),
             "layers": [\(SampleImage.descriptor(layerType, layer))]\(about ?? "")}
            """.utf8)
    }

    var digest: Digest { Digest(of: manifest) }

    var blobs: [[UInt8]] { [config, layer] }

    /// An index that names it, as the fallback tag has it.
    static func index(of artifacts: [SampleArtifact]) -> [UInt8] {
        let entries = artifacts.map { SampleImage.descriptor(ManifestMediaType.ociManifest.rawValue, $0.manifest) }
        return Array(
            """
            {"schemaVersion": 2, "mediaType": "\(ManifestMediaType.ociIndex.rawValue)",
             "manifests": [\(entries.joined(separator: ", "))]}
            """.utf8)
    }

    /// Puts it into a registry.
    func upload(to registry: DockerRegistry, _ repository: String, as reference: String? = nil) async throws {
        for blob in blobs { try await registry.upload(blob: blob, to: repository) }
        try await registry.upload(
            manifest: manifest, type: ManifestMediaType.ociManifest.rawValue, to: repository,
            as: reference ?? "\(digest)")
    }
}
