import AirgapCore

/// An image by its documents: what must be in the store, and what a registry's storage links to.
package struct ImageContent: Codable, Hashable, Sendable {
    /// The indexes that lead to the manifest, the outermost first; none for an image that stands alone.
    package let indexes: [Descriptor]
    package let manifest: Descriptor
    package let config: Descriptor
    /// From the lowest layer up.
    package let layers: [Descriptor]
    /// What the indexes name and is left out on purpose; nil when nothing is.
    package let absent: [LockedAbsence]?

    package init(
        indexes: [Descriptor] = [], manifest: Descriptor, config: Descriptor, layers: [Descriptor],
        absent: [LockedAbsence] = []
    ) {
        self.absent = absent.isEmpty ? nil : absent
        self.indexes = indexes
        self.manifest = manifest
        self.config = config
        self.layers = layers
    }

    /// What a tag points to: the outermost index, or the manifest.
    package var top: Descriptor { indexes.first ?? manifest }

    /// Every object, each as often as it is named.
    package var objects: [Descriptor] { indexes + [manifest, config] + layers }

    /// Whether every object is in the store.
    ///
    /// - Throws: `FileError`.
    func isPresent(in store: ContentStore) throws -> Bool {
        try objects.allSatisfy { try store.contains($0.digest, size: $0.size) }
    }
}
