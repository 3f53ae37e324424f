package import AirgapCore

extension ImagesModule {
    package func items(of locked: LockedImages) throws -> [FetchItem] {
        var seen: Set<Digest> = []
        let others = (locked.local?.items ?? []).filter { seen.insert($0.digest).inserted }
        return try others
            + (locked.images + (locked.local?.pulledBases ?? [])).flatMap { image in
                do {
                    return try items(of: image).filter { seen.insert($0.digest).inserted }
                } catch {
                    throw StageError(stage: Self.name.rawValue, item: image.destination, cause: error)
                }
            }
    }

    private func items(of image: LockedImage) throws -> [FetchItem] { try Self.items(of: image, access) }

    static func items(of image: LockedImage, _ access: RegistryAccess) throws -> [FetchItem] {
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
