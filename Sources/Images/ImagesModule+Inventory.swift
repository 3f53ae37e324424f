package import AirgapCore

extension ImagesModule {
    package static func inventory(of locked: LockedImages) -> [InventoryItem] {
        let pulled = locked.images.map { image in
            InventoryItem(
                name: image.repository.description, version: image.tag.description,
                size: size(image.objects.map { ($0.digest, $0.size) }), digest: image.digest,
                source: image.source.description)
        }
        let local = (locked.local?.stored ?? []).map { image in
            InventoryItem(
                name: image.repository.description, version: image.tag.description,
                size: size(image.content.objects.map { ($0.digest, $0.size) }), digest: image.content.top.digest,
                source: "local")
        }
        return (pulled + local).sorted()
    }

    private static func size(_ objects: [(Digest, Int64)]) -> Int64 {
        Dictionary(objects) { first, _ in first }.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }

    /// Archives, folders and files of the user's own disk are looked at in every run; what comes from packages or URLs is
    /// named by its digest.
    package func isCurrent(_ locked: LockedImages) throws -> Bool {
        guard let local = locked.local else { return true }
        let archives = local.imports.map(\.image.source) + local.assemblies.compactMap { $0.base?.imported?.source }
        let contents = local.assemblies.flatMap(\.layers).flatMap(\.contents)
        return archives.allSatisfy { $0.url != nil } && !contents.contains { $0.kind == .host }
    }

    package func objects(of locked: LockedImages) throws -> [PlannedObject] {
        locked.objects.map { PlannedObject(digest: $0.digest, size: $0.size) }
    }

    package static func merge(
        _ fresh: LockedImages, into old: LockedImages, refreshing names: Set<String>
    ) -> LockedImages {
        let before = Dictionary(old.images.map { ($0.destination, $0) }) { first, _ in first }
        let images = fresh.images.map { image in
            let isNamed = inventory(of: LockedImages(images: [image])).contains { item in
                names.contains { item.answers(to: $0) }
            }
            guard !isNamed, let kept = before[image.destination], kept.source == image.source else { return image }
            return kept
        }
        return fresh.with(images: images)
    }
}
