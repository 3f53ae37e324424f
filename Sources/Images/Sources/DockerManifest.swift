import AirgapCore

/// The manifest that stands for an image which came without one.
enum DockerManifest {
    /// Writes the manifest of an image that is in the store: docker's type, as docker itself would push it; OCI's where a
    /// layer is compressed with zstd, which docker's types do not have.
    ///
    /// - Throws: `FileError`.
    static func content(
        config: (digest: Digest, size: Int64), layers: [StoredLayer], in store: ContentStore
    ) throws -> ImageContent {
        let isOCI = layers.contains { $0.compression == .zstd }
        let type: ManifestMediaType = isOCI ? .ociManifest : .dockerManifest
        let configType = isOCI ? ImageMediaType.ociConfig : ImageMediaType.dockerConfig
        return try ManifestWriter.content(
            type, config: Descriptor(mediaType: configType, digest: config.digest, size: config.size),
            layers: layers.map { layer in
                Descriptor(
                    mediaType: mediaType(layer.compression, isOCI: isOCI), digest: layer.digest, size: layer.size)
            }, in: store)
    }

    private static func mediaType(_ compression: StoredLayer.Compression, isOCI: Bool) -> String {
        let tar = isOCI ? ImageMediaType.ociLayer : ImageMediaType.dockerLayer
        switch compression {
        case .none: return tar
        case .gzip: return tar + (isOCI ? "+gzip" : ".gzip")
        case .zstd: return tar + "+zstd"
        }
    }
}
