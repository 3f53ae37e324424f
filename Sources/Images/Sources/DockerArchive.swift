import AirgapCore

/// What `docker save` writes: `manifest.json` names a configuration and layers for each image.
///
/// Until docker 24 the layers are `<id>/layer.tar`, since 25 they are blobs of an OCI layout; links may stand for
/// layers that are there already. The image's id is the digest of its configuration, and stays what it was; a manifest
/// that the layout has for it stays too, with the index above it.
struct DockerArchive {
    private static let manifestName = "manifest.json"

    /// One entry of `manifest.json`.
    private struct Entry {
        let config: String
        let tags: [String]
        let layers: [String]

        init(_ value: JSONValue) throws {
            guard let config = value["Config"]?.string, let layers = value["Layers"]?.array else {
                throw ImportedImageError.badDocument(manifestName, reason: "an image without 'Config' or 'Layers'")
            }
            self.config = config
            self.layers = try layers.map { layer in
                guard let name = layer.string else {
                    throw ImportedImageError.badDocument(manifestName, reason: "a layer that is no text")
                }
                return name
            }
            tags = value["RepoTags"]?.array?.compactMap(\.string) ?? []
        }
    }

    let contents: ArchiveContents
    let store: ContentStore
    let architecture: Architecture

    /// The images of the archive.
    ///
    /// - Parameter reference: the name of the one that is wanted; nil for all, each under each of its names.
    /// - Returns: the images, their objects in the store.
    /// - Throws: `ImportedImageError`, `ImageError`, `FileError`.
    func images(_ reference: String? = nil) throws -> [FoundLocalImage] {
        guard let list = try contents.document(Self.manifestName, in: store).array else {
            throw ImportedImageError.badDocument(Self.manifestName, reason: "not a list")
        }
        let entries = try list.map(Entry.init)
        let kept = try layoutImages()
        let wanted = try reference.map { try ImageReference($0) }
        var found: [FoundLocalImage] = []
        for entry in entries {
            let names = try entry.tags.map { try ImageReference($0) }
            let taken = names.filter { wanted == nil || $0 == wanted }
            guard wanted == nil || !taken.isEmpty else { continue }
            let content = try content(of: entry, kept: kept)
            if taken.isEmpty {
                found.append(FoundLocalImage(member: content.config.digest.description, name: nil, content: content))
            }
            found += taken.map { FoundLocalImage(member: $0.description, name: $0.name, content: content) }
        }
        if let reference, found.isEmpty {
            throw ImportedImageError.noImage(reference, available: entries.flatMap(\.tags))
        }
        return found
    }

    private func content(of entry: Entry, kept: [ImageContent]) throws -> ImageContent {
        let config = try contents.file(entry.config)
        try checkName(entry.config, config.digest)
        let document = try contents.document(entry.config, in: store, limit: ImageConfig.sizeLimit)
        guard let platform = Platform(document) else {
            throw ImportedImageError.badDocument(entry.config, reason: "'os' or 'architecture' is missing")
        }
        guard platform.runs(on: architecture) else {
            throw ImageError.wrongPlatform(wanted: Platform(architecture), found: platform)
        }
        let layers = try layers(of: entry, diffIDs: try LayerDiffIDs.read(document, named: entry.config))
        if let own = kept.first(where: {
            $0.config.digest == config.digest && $0.layers.map(\.digest) == layers.map(\.digest)
        }) {
            return own
        }
        return try DockerManifest.content(
            config: (config.digest, config.size), layers: layers, in: store)
    }

    private func layers(of entry: Entry, diffIDs: [Digest]) throws -> [StoredLayer] {
        guard entry.layers.count == diffIDs.count else {
            throw ImportedImageError.layerCount(layers: entry.layers.count, diffIDs: diffIDs.count)
        }
        var known: [Digest: StoredLayer] = [:]
        return try zip(entry.layers, diffIDs).map { name, diffID in
            let file = try contents.file(name)
            if let layer = known[file.digest], layer.diffID == diffID { return layer }
            let layer = try StoredLayer(file.digest, size: file.size, in: store)
            guard layer.diffID == diffID else {
                throw ImportedImageError.lyingDigest(name, expected: diffID, found: layer.diffID)
            }
            known[file.digest] = layer
            return layer
        }
    }

    /// A configuration is named after its digest, `<hex>.json` or `blobs/sha256/<hex>`: that is the image's id.
    private func checkName(_ name: String, _ digest: Digest) throws {
        let last = name.split(separator: "/").last ?? ""
        let stem = last.hasSuffix(".json") ? last.dropLast(5) : last
        guard let promised = try? Digest(hex: String(stem)), promised != digest else { return }
        throw ImportedImageError.lyingDigest(name, expected: promised, found: digest)
    }
}
