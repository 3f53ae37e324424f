import AirgapCore

/// Writes configuration and manifest of an assembled image.
struct ImageAssembler {
    let store: ContentStore
    let architecture: Architecture

    /// Writes both into the store.
    ///
    /// - Parameters:
    ///   - base: what it stands on; nil for scratch.
    ///   - settings: how its containers start.
    ///   - created: the image's time.
    ///   - layers: its own layers with what is in each.
    /// - Returns: the whole image.
    /// - Throws: `AssemblyError`, `ImportedImageError`, `FileError`.
    func content(
        on base: ImageContent?, _ settings: ImageSettings, created: Timestamp, layers: [LockedLayer]
    ) throws -> ImageContent {
        var config = try base.map { try document($0.config) } ?? [:]
        let below = try base.map { _ in try LayerDiffIDs.read(.object(config), named: "configuration") } ?? []
        if let base, base.layers.count != below.count {
            throw AssemblyError.baseLayers(layers: base.layers.count, diffIDs: below.count)
        }
        config["architecture"] = .string(architecture.oci)
        config["os"] = .string("linux")
        config["created"] = .string(created.description)
        var container = config["config"]?.object ?? [:]
        settings.apply(to: &container)
        config["config"] = .object(container)
        let diffIDs = below + layers.map(\.built.diffID)
        config["rootfs"] = .object([
            "type": .string("layers"), "diff_ids": .array(diffIDs.map { .string($0.description) }),
        ])
        if base == nil || config["history"] != nil {
            config["history"] = .array((config["history"]?.array ?? []) + layers.map { history(of: $0, created) })
        }
        let bytes = JSONWriter.bytes(of: .object(config))
        let own = Descriptor(
            mediaType: ImageMediaType.ociConfig, digest: try store.add(bytes), size: Int64(bytes.count))
        let lower = (base?.layers ?? []).map { layer in
            Descriptor(mediaType: ImageMediaType.oci(layer.mediaType), digest: layer.digest, size: layer.size)
        }
        return try ManifestWriter.content(
            .ociManifest, config: own, layers: lower + layers.map(\.built.layer), in: store)
    }

    private func document(_ config: Descriptor) throws -> [String: JSONValue] {
        do {
            return try JSONValue(parsing: try store.read(config.digest, limit: ImageConfig.sizeLimit)).object ?? [:]
        } catch let error as JSONError {
            throw ImageError.badConfig("\(error)")
        }
    }

    private func history(of layer: LockedLayer, _ created: Timestamp) -> JSONValue {
        let first = layer.contents.first?.label ?? "nothing"
        let more = layer.contents.count > 1 ? " and \(layer.contents.count - 1) more" : ""
        return .object([
            "created": .string(created.description), "created_by": .string("airgap: \(first)\(more)"),
        ])
    }
}
