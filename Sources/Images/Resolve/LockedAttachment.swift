package import AirgapCore

/// Something that refers to an image, under a tag by which clients find it: a signature, an attestation, a bill of
/// materials (cosign, signature specification; OCI distribution specification 1.1, referrers tag schema).
package struct LockedAttachment: Codable, Equatable, Sendable {
    /// `sha256-<hex>.sig`, `.att`, `.sbom`, or `sha256-<hex>` for an index of referrers.
    package let tag: ImageTag
    /// The indexes above the manifests, the outermost first.
    package let indexes: [Descriptor]
    package let manifests: [LockedManifest]
    /// What the referrers API named; the index that the tag points to is made of it.
    package let referrers: [Referrer]?

    package init(
        tag: ImageTag, indexes: [Descriptor] = [], manifests: [LockedManifest], referrers: [Referrer]? = nil
    ) {
        self.tag = tag
        self.indexes = indexes
        self.manifests = manifests
        self.referrers = referrers
    }

    /// The bytes of the index that no registry gives; nil when a registry does.
    package var madeIndex: [UInt8]? { referrers.map(Referrer.index) }

    /// What the tag points to.
    package var top: Digest? {
        madeIndex.map { Digest(of: $0) } ?? indexes.first?.digest ?? manifests.first?.manifest.digest
    }

    /// Everything that must be in the store.
    package var objects: [Descriptor] { indexes + manifests.flatMap(\.objects) }
}
