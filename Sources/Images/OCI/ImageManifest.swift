import AirgapCore

/// The manifest of one image: its configuration and its layers (OCI image specification, manifest.md).
package struct ImageManifest: Equatable, Sendable {
    package let mediaType: ManifestMediaType
    package let config: Descriptor
    /// From the lowest layer up.
    package let layers: [Descriptor]

    init(_ value: JSONValue, mediaType: ManifestMediaType) throws(ManifestError) {
        self.mediaType = mediaType
        guard let config = value["config"] else { throw .missing("config") }
        self.config = try Descriptor(config, at: "config")
        guard let list = value["layers"]?.array else { throw .missing("layers") }
        var layers: [Descriptor] = []
        for (position, layer) in list.enumerated() {
            layers.append(try Descriptor(layer, at: "layers[\(position)]"))
        }
        self.layers = layers
    }

    /// Config and layers, each as often as the manifest names it.
    package var blobs: [Descriptor] { [config] + layers }

    /// Whether the configuration is an image's, which names a platform; other artifacts have other types.
    package var hasImageConfig: Bool {
        config.mediaType == "application/vnd.oci.image.config.v1+json"
            || config.mediaType == "application/vnd.docker.container.image.v1+json"
    }
}
