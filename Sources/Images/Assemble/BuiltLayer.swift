package import AirgapCore

/// A layer that was put together, in the store.
package struct BuiltLayer: Codable, Equatable, Sendable {
    package let layer: Descriptor
    /// The digest of the uncompressed tar.
    package let diffID: Digest

    package init(layer: Descriptor, diffID: Digest) {
        self.layer = layer
        self.diffID = diffID
    }
}
