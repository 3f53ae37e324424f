import AirgapCore

extension RegistryClient {
    /// Gets an image's configuration into the store and reads it.
    ///
    /// - Parameters:
    ///   - descriptor: what the manifest says about it.
    ///   - name: how messages call it.
    /// - Returns: what it states.
    /// - Throws: `ImageError`, `FetchError`, `FileError`.
    package func config(_ descriptor: Descriptor, named name: String) async throws -> ImageConfig {
        guard descriptor.size <= Int64(ImageConfig.sizeLimit) else {
            throw ImageError.configTooLarge(descriptor.size)
        }
        let item = FetchItem(
            name: name, module: ImagesModule.name,
            sources: try routes.map { try $0.base.appending("blobs/\(descriptor.digest)") },
            digest: descriptor.digest, size: descriptor.size, authorizers: routes.map(\.authorizer))
        do {
            try await sources.fetch([item])
        } catch let error as StageError {
            // The image's own name stands around it already.
            throw error.cause
        }
        return try ImageConfig(parsing: try store.read(descriptor.digest, limit: ImageConfig.sizeLimit))
    }
}
