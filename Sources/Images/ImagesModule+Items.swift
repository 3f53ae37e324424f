package import AirgapCore

extension ImagesModule {
    package func items(of locked: LockedImages) throws -> [FetchItem] {
        var seen: Set<Digest> = []
        let archives = (locked.local?.archives ?? []).map { Self.item($0.source, $0.url, $0.digest) }
        return try archives
            + locked.images.flatMap { image in
                do {
                    return try items(of: image).filter { seen.insert($0.digest).inserted }
                } catch {
                    throw StageError(stage: Self.name.rawValue, item: image.destination, cause: error)
                }
            }
    }

    private func items(of image: LockedImage) throws -> [FetchItem] {
        let base = try access.endpoint(of: image.source.registry).base(of: image.source.repository)
        guard base == image.base else {
            throw ImageError.lockedElsewhere(locked: image.base.redacted, configured: base.redacted)
        }
        let maker = ImageItems(
            name: image.destination, routes: try access.routes(to: image.source.repository, of: image.source.registry))
        let own = try maker.items(indexes: image.indexes, manifests: image.manifests)
        return try (image.attachments ?? []).reduce(into: own) { items, attachment in
            let attached = ImageItems(name: "\(image.destination) \(attachment.tag)", routes: maker.routes)
            items += try attached.items(indexes: attachment.indexes, manifests: attachment.manifests)
        }
    }
}
