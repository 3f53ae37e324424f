package import AirgapCore

/// Finds out what an image is: its manifest for one architecture, and everything that hangs on it.
package struct ImageResolver: Sendable {
    let access: RegistryAccess
    let context: ResolveContext

    package init(access: RegistryAccess, context: ResolveContext) {
        self.access = access
        self.context = context
    }

    /// Resolves one image.
    ///
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`, `RegistryAuthError`, `StageError`, `FileError`.
    package func resolve(_ request: ImageRequest) async throws -> LockedImage {
        let endpoint = try access.endpoint(of: request.source.registry)
        let client = try RegistryClient(
            request.source.repository, at: endpoint, authorizer: access.authorizer(for: endpoint), in: context)
        let top = try await top(of: request, from: client)
        var search = PlatformSearch(client: client, architecture: context.architecture, name: request.destination)
        let found = try await search.image(in: top)
        let image = found.image
        return LockedImage(
            repository: request.repository, tag: request.tag, source: request.source, base: client.base,
            digest: top.digest,
            manifest: Descriptor(
                mediaType: image.mediaType.rawValue, digest: found.manifest.digest,
                size: found.manifest.size),
            config: image.config, layers: image.layers)
    }

    /// What the source points to; a tag that is listed with a digest must point to that.
    private func top(of request: ImageRequest, from client: RegistryClient) async throws -> FetchedManifest {
        switch (request.source.tag, request.source.digest) {
        case (let tag?, let listed?):
            let found = try await client.manifest(tagged: tag)
            guard found.digest == listed else {
                throw ImageError.tagMoved(tag: tag, listed: listed, found: found.digest)
            }
            return found
        case (nil, let digest?): return try await client.manifest(digest)
        case (let tag, nil): return try await client.manifest(tagged: tag ?? request.tag)
        }
    }
}
