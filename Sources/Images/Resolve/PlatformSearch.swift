import AirgapCore

/// The search for one architecture's image in a manifest or an index, with bounds on what a hostile index can cause.
struct PlatformSearch: Sendable {
    private static let depthLimit = 4
    private static let manifestLimit = 64

    let client: RegistryClient
    let architecture: Architecture
    /// How messages call the image.
    let name: String
    private var manifestsAsked = 0

    init(client: RegistryClient, architecture: Architecture, name: String) {
        self.client = client
        self.architecture = architecture
        self.name = name
    }

    /// - Throws: `ImageError.noPlatform`, `ImageError.wrongPlatform`, and whatever fetching throws.
    mutating func image(in top: FetchedManifest) async throws -> FoundImage {
        switch top.document {
        case .image(let image):
            try await check(image)
            return FoundImage(manifest: top, image: image)
        case .index(let index):
            guard let found = try await search(index, depth: 1) else {
                throw ImageError.noPlatform(wanted: Platform(architecture), available: index.platforms)
            }
            return found
        }
    }

    private mutating func search(_ index: ImageIndex, depth: Int) async throws -> FoundImage? {
        for entry in index.candidates(for: architecture) {
            manifestsAsked += 1
            guard manifestsAsked <= Self.manifestLimit else { throw ImageError.tooNested }
            let child = try await client.manifest(entry.descriptor.digest, size: entry.descriptor.size)
            let found = try await look(at: child, of: entry, depth: depth)
            if let found { return found }
        }
        return nil
    }

    private mutating func look(
        at child: FetchedManifest, of entry: ImageIndex.Entry, depth: Int
    ) async throws -> FoundImage? {
        switch child.document {
        case .index(let inner):
            guard depth < Self.depthLimit else { throw ImageError.tooNested }
            return try await search(inner, depth: depth + 1)
        case .image(let image) where entry.platform == nil:
            let platform = try await platform(of: image)
            guard let platform, platform.runs(on: architecture) else { return nil }
            return FoundImage(manifest: child, image: image)
        case .image(let image):
            try await check(image)
            return FoundImage(manifest: child, image: image)
        }
    }

    /// An image must be for the architecture, whatever the index said; an artifact without a platform is taken as it is.
    private func check(_ image: ImageManifest) async throws {
        let found = try await platform(of: image)
        guard let found, !found.runs(on: architecture) else { return }
        throw ImageError.wrongPlatform(wanted: Platform(architecture), found: found)
    }

    private func platform(of image: ImageManifest) async throws -> Platform? {
        guard image.hasImageConfig else { return nil }
        let config = try await client.config(image.config, named: "\(name) config")
        return config.platform
    }
}
