import AirgapCore
import Images

/// A manifest or an index of the bundle.
struct PushManifest: Sendable {
    let digest: Digest
    let mediaType: ManifestMediaType
    /// Its number in the bundle's contents.
    let entry: Int
    /// Configuration and layers, without what is kept outside registries; empty for an index.
    let blobs: [PushBlob]
}
