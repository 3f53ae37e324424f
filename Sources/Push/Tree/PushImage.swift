import AirgapCore
import Images

/// A tag of the bundle with all that hangs on it.
struct PushImage: Sendable {
    let repository: RepositoryName
    let tag: ImageTag
    /// Children before their indexes; the last is what the tag points to.
    let manifests: [PushManifest]
    /// Whether an index names manifests that the bundle does not hold.
    let isSparse: Bool
    /// The manifest that can be tagged where a sparse index is refused.
    let substitute: PushManifest?

    /// What the tag points to.
    let top: Digest

    /// `library/nginx:1.25`, what messages call it.
    var name: String { "\(repository):\(tag)" }

    /// The image whose signature, attestation or list of referrers this is (cosign's tags; OCI distribution specification
    /// 1.1, referrers tag schema).
    var subject: Digest? {
        let text = tag.description
        guard text.hasPrefix("sha256-"), text.utf8.count >= 71 else { return nil }
        let rest = text.utf8.dropFirst(71).first
        guard rest == nil || rest == UInt8(ascii: ".") || rest == UInt8(ascii: "-") else { return nil }
        return try? Digest(hex: String(text.dropFirst(7).prefix(64)))
    }
}
