package import AirgapCore

/// One manifest that is taken, with what hangs on it.
package struct LockedManifest: Codable, Hashable, Sendable {
    package let manifest: Descriptor
    package let config: Descriptor
    /// From the lowest layer up; those kept outside the registry are here only when the user wants them.
    package let layers: [Descriptor]
    /// Layers that are kept outside the registry and are left there.
    package let foreign: [Descriptor]?
    /// For an attestation, the image it is about; it runs nowhere.
    package let attested: Digest?

    package init(
        manifest: Descriptor, config: Descriptor, layers: [Descriptor], foreign: [Descriptor] = [],
        attested: Digest? = nil
    ) {
        self.manifest = manifest
        self.config = config
        self.layers = layers
        self.foreign = foreign.isEmpty ? nil : foreign
        self.attested = attested
    }

    /// A manifest that was fetched.
    ///
    /// - Parameters:
    ///   - found: the manifest.
    ///   - takesForeign: whether layers kept outside the registry are taken.
    ///   - attested: for an attestation, the image it is about.
    init(_ found: FoundImage, takesForeign: Bool, attested: Digest? = nil) {
        let layers = found.image.layers
        self.init(
            manifest: found.manifest.descriptor, config: found.image.config,
            layers: takesForeign ? layers : layers.filter { !$0.isForeign },
            foreign: takesForeign ? [] : layers.filter(\.isForeign), attested: attested)
    }

    /// Config and layers, each as often as the manifest names it.
    package var blobs: [Descriptor] { [config] + layers }

    /// Everything that must be in the store.
    package var objects: [Descriptor] { [manifest] + blobs }
}
