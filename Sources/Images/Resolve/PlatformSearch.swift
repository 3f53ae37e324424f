import AirgapCore

/// The search for one platform's image in a manifest or an index.
struct PlatformSearch: Sendable {
    let client: RegistryClient
    let platform: Platform
    /// How messages call the image.
    let name: String
    private var budget = ManifestBudget()

    init(client: RegistryClient, platform: Platform, name: String) {
        self.client = client
        self.platform = platform
        self.name = name
    }

    /// - Throws: `ImageError.noPlatform`, `ImageError.wrongPlatform`, and whatever fetching throws.
    mutating func image(in top: FetchedManifest) async throws -> FoundImage {
        switch top.document {
        case .image(let image):
            try await check(image)
            return FoundImage(manifest: top, image: image)
        case .index(let index):
            guard let found = try await search(index, path: [top]) else {
                throw ImageError.noPlatform(wanted: platform, available: index.platforms)
            }
            return found
        }
    }

    private mutating func search(_ index: ImageIndex, path: [FetchedManifest]) async throws -> FoundImage? {
        for entry in index.candidates(for: platform) {
            try budget.spend(depth: path.count)
            let child = try await client.manifest(entry.descriptor.digest, size: entry.descriptor.size)
            if let found = try await look(at: child, of: entry, path: path) { return found }
        }
        return nil
    }

    private mutating func look(
        at child: FetchedManifest, of entry: ImageIndex.Entry, path: [FetchedManifest]
    ) async throws -> FoundImage? {
        switch child.document {
        case .index(let inner): return try await search(inner, path: path + [child])
        case .image(let image) where entry.platform == nil:
            let stated = try await platform(of: image)
            guard let stated, stated.fits(platform) else { return nil }
            return FoundImage(manifest: child, image: image, path: path)
        case .image(let image):
            try await check(image)
            return FoundImage(manifest: child, image: image, path: path)
        }
    }

    /// An image must be for the platform, whatever the index said; an artifact without a platform is taken as it is.
    private func check(_ image: ImageManifest) async throws {
        let found = try await platform(of: image)
        guard let found, !found.fits(platform) else { return }
        throw ImageError.wrongPlatform(wanted: platform, found: found)
    }

    private func platform(of image: ImageManifest) async throws -> Platform? {
        guard image.hasImageConfig else { return nil }
        let config = try await client.config(image.config, named: "\(name) config")
        return config.platform
    }
}
