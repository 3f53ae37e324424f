import AirgapCore

/// Images of an OCI layout, or of anything else that holds manifests and blobs by digest (OCI image specification,
/// image-layout.md).
struct LayoutImages {
    private static let nameKey = "org.opencontainers.image.ref.name"
    private static let fullNameKey = "io.containerd.image.name"
    private static let depthLimit = 4
    private static let manifestLimit = 64

    let blobs: any BlobSource
    let store: ContentStore
    let architecture: Architecture

    /// The image of a layout's `index.json`.
    ///
    /// - Parameters:
    ///   - index: the document.
    ///   - reference: its name in the layout, or the digest of its manifest; nil when there is only one.
    /// - Returns: the image, its objects in the store.
    /// - Throws: `ImportedImageError`, `ImageError`, `ManifestError`, `FileError`.
    func image(in index: JSONValue, _ reference: String?) throws -> FoundLocalImage {
        let entries = index["manifests"]?.array ?? []
        let wanted = entries.filter { reference == nil || Self.names(of: $0).contains(reference ?? "") }
        if let reference, wanted.isEmpty {
            throw ImportedImageError.noImage(reference, available: entries.compactMap(Self.shownName))
        }
        var found: [ImageContent] = []
        var others: [any Error] = []
        for (position, entry) in wanted.enumerated() {
            let descriptor = try Descriptor(entry, at: "index.json manifests[\(position)]")
            do {
                let content = try content(of: descriptor)
                if !found.contains(content) { found.append(content) }
            } catch let error as ImageError {
                others.append(error)
            }
        }
        guard let content = found.first else {
            throw others.first ?? ImportedImageError.noImage(reference ?? "", available: [])
        }
        guard found.count == 1 else {
            throw ImportedImageError.ambiguous(wanted.compactMap(Self.shownName))
        }
        return FoundLocalImage(member: content.top.digest.description, name: nil, content: content)
    }

    /// What messages call an entry: docker's own `ref.name` is the tag alone.
    private static func shownName(of entry: JSONValue) -> String? {
        entry["annotations"]?[fullNameKey]?.string ?? names(of: entry).first
    }

    /// What an entry may be called.
    private static func names(of entry: JSONValue) -> [String] {
        [entry["annotations"]?[nameKey], entry["annotations"]?[fullNameKey], entry["digest"]]
            .compactMap { $0?.string }
    }

    /// The image that a manifest or an index leads to, all its objects in the store.
    ///
    /// - Throws: `ImportedImageError`, `ImageError`, `ManifestError`, `FileError`.
    func content(of descriptor: Descriptor) throws -> ImageContent {
        var asked = 0
        guard let found = try search(descriptor, stated: nil, above: [], &asked) else {
            throw ImageError.noPlatform(wanted: Platform(architecture), available: try platforms(descriptor))
        }
        return found
    }

    private func platforms(_ descriptor: Descriptor) throws -> [Platform] {
        guard case .index(let index) = try document(descriptor) else { return [] }
        return index.platforms
    }

    private func search(
        _ descriptor: Descriptor, stated: Platform?, above: [Descriptor], _ asked: inout Int
    ) throws -> ImageContent? {
        asked += 1
        guard asked <= Self.manifestLimit, above.count < Self.depthLimit else { throw ImageError.tooNested }
        switch try document(descriptor) {
        case .index(let index):
            for entry in index.candidates(for: architecture) {
                let found = try search(entry.descriptor, stated: entry.platform, above: above + [descriptor], &asked)
                if let found { return found }
            }
            return nil
        case .image(let image):
            if let platform = try platform(of: image), !platform.runs(on: architecture) {
                // An index that states nothing is searched on; whoever said otherwise was wrong.
                if stated == nil, !above.isEmpty { return nil }
                throw ImageError.wrongPlatform(wanted: Platform(architecture), found: platform)
            }
            for blob in image.blobs { try take(blob) }
            let manifest = Descriptor(
                mediaType: image.mediaType.rawValue, digest: descriptor.digest, size: descriptor.size)
            return ImageContent(
                indexes: above, manifest: manifest, config: image.config, layers: image.layers,
                absent: try absent(from: above, beside: descriptor))
        }
    }

    /// What the indexes that lead to a manifest name besides.
    private func absent(from indexes: [Descriptor], beside manifest: Descriptor) throws -> [LockedAbsence] {
        var seen = Set(indexes.map(\.digest) + [manifest.digest])
        return try indexes.flatMap { descriptor -> [LockedAbsence] in
            guard case .index(let index) = try document(descriptor) else { return [] }
            return index.entries.filter { seen.insert($0.descriptor.digest).inserted }.map(LockedAbsence.init)
        }
    }

    private func platform(of image: ImageManifest) throws -> Platform? {
        guard image.hasImageConfig else { return nil }
        guard image.config.size <= Int64(ImageConfig.sizeLimit) else {
            throw ImageError.configTooLarge(image.config.size)
        }
        try take(image.config)
        return try ImageConfig(parsing: try store.read(image.config.digest, limit: ImageConfig.sizeLimit)).platform
    }

    func document(_ descriptor: Descriptor) throws -> ManifestDocument {
        guard descriptor.size <= Int64(ManifestDocument.sizeLimit) else {
            throw ManifestError.tooLarge(Int(clamping: descriptor.size))
        }
        try take(descriptor)
        let bytes = try store.read(descriptor.digest, limit: ManifestDocument.sizeLimit)
        return try ManifestDocument(parsing: bytes, contentType: descriptor.mediaType)
    }

    func take(_ descriptor: Descriptor) throws {
        let size = try blobs.take(descriptor.digest)
        guard size == descriptor.size else {
            throw ImportedImageError.wrongSize(
                descriptor.digest.description, expected: descriptor.size, found: size)
        }
    }
}
