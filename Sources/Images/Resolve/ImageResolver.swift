package import AirgapCore

/// Finds out what an image is: its manifests, everything that hangs on them, and what refers to it.
package struct ImageResolver: Sendable {
    let access: RegistryAccess
    let choices: ImageChoices
    let context: ResolveContext

    package init(access: RegistryAccess, choices: ImageChoices = ImageChoices(), context: ResolveContext) {
        self.access = access
        self.choices = choices
        self.context = context
    }

    /// Resolves one image.
    ///
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`, `RegistryAuthError`, `StageError`, `FileError`.
    package func resolve(_ request: ImageRequest) async throws -> LockedImage {
        let client = try RegistryClient(
            request.source.repository, of: request.source.registry, through: access, in: context)
        let top = try await top(of: request, from: client)
        let search = PlatformChoiceSearch(
            client: client, architecture: context.architecture, choices: choices, name: request.destination)
        let documents = try await search.documents(of: top)
        var attachments: [LockedAttachment] = []
        if choices.attachments {
            var search = AttachmentSearch(client: client, takesForeign: choices.foreignLayers)
            let images = documents.manifests.filter { $0.attested == nil }.map(\.manifest.digest)
            attachments = try await search.attachments(of: [top.digest] + images)
        }
        let image = LockedImage(
            repository: request.repository, tag: request.tag, source: request.source, base: try client.base(),
            documents: documents, attachments: attachments)
        tell(image)
        return image
    }

    /// What the source points to; a tag that is listed with a digest must point to that.
    private func top(of request: ImageRequest, from client: RegistryClient) async throws -> FetchedManifest {
        switch (request.source.tag, request.source.digest) {
        case (let tag?, let listed): return try await client.manifest(tagged: tag, listed: listed)
        case (nil, let digest?): return try await client.manifest(digest)
        case (nil, nil): return try await client.manifest(tagged: request.tag)
        }
    }

    /// Names the layers that are left outside.
    private func tell(_ image: LockedImage) {
        for layer in image.foreign {
            let place = layer.urls?.first.map { " at \(Quoted($0))" } ?? ""
            let text =
                "\(image.destination): the layer \(layer.digest) of \(ByteCount(layer.size)) is kept outside the registry"
                + "\(place) and is not taken: set foreign_layers: true to take it"
            context.progress.report(.warning(stage: ImagesModule.name.rawValue, text: text))
        }
    }
}
