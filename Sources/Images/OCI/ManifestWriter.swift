import AirgapCore

/// Writes manifests of images that have none yet: the same image gives the same bytes.
enum ManifestWriter {
    /// Writes a manifest into the store.
    ///
    /// - Throws: `FileError`.
    static func content(
        _ type: ManifestMediaType, config: Descriptor, layers: [Descriptor], in store: ContentStore
    ) throws -> ImageContent {
        let bytes = JSONWriter.bytes(
            of: .object([
                "schemaVersion": .integer(2), "mediaType": .string(type.rawValue), "config": json(config),
                "layers": .array(layers.map(json)),
            ]))
        let manifest = Descriptor(mediaType: type.rawValue, digest: try store.add(bytes), size: Int64(bytes.count))
        return ImageContent(manifest: manifest, config: config, layers: layers)
    }

    /// A descriptor's JSON.
    static func json(_ descriptor: Descriptor) -> JSONValue {
        .object([
            "mediaType": .string(descriptor.mediaType), "digest": .string(descriptor.digest.description),
            "size": .integer(descriptor.size),
        ])
    }
}
