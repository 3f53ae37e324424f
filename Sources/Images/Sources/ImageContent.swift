import AirgapCore

/// An image by its documents: what must be in the store, and what a registry's storage links to.
package struct ImageContent: Codable, Hashable, Sendable {
    /// The indexes that lead to the manifest, the outermost first; none for an image that stands alone.
    package let indexes: [Descriptor]
    package let manifest: Descriptor
    package let config: Descriptor
    /// From the lowest layer up.
    package let layers: [Descriptor]
    /// Further manifests of the index, where all of them are taken; nil when there are none.
    package let others: [LockedManifest]?
    /// What the indexes name and is left out on purpose; nil when nothing is.
    package let absent: [LockedAbsence]?

    package init(
        indexes: [Descriptor] = [], manifest: Descriptor, config: Descriptor, layers: [Descriptor],
        others: [LockedManifest] = [], absent: [LockedAbsence] = []
    ) {
        self.others = others.isEmpty ? nil : others
        self.absent = absent.isEmpty ? nil : absent
        self.indexes = indexes
        self.manifest = manifest
        self.config = config
        self.layers = layers
    }

    /// What a tag points to: the outermost index, or the manifest.
    package var top: Descriptor { indexes.first ?? manifest }

    /// Every object, each as often as it is named.
    package var objects: [Descriptor] { indexes + manifests + blobs }

    /// The manifest, and the others.
    package var manifests: [Descriptor] { [manifest] + (others ?? []).map(\.manifest) }

    /// Configurations and layers of all manifests.
    package var blobs: [Descriptor] { [config] + layers + (others ?? []).flatMap(\.blobs) }

    /// Whether every object is in the store.
    ///
    /// - Throws: `FileError`.
    func isPresent(in store: ContentStore) throws -> Bool {
        try objects.allSatisfy { try store.contains($0.digest, size: $0.size) }
    }
}
