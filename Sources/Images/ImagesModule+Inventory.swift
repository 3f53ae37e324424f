package import AirgapCore

extension ImagesModule {
    package static func inventory(of locked: LockedImages) -> [InventoryItem] {
        let pulled = locked.images.map { image in
            let objects = Dictionary(image.objects.map { ($0.digest, $0.size) }) { first, _ in first }
            let size = objects.values.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
            return InventoryItem(
                name: image.repository.description, version: image.tag.description, size: size,
                digest: image.digest, source: image.source.description)
        }
        let stored = (locked.local?.stored ?? []).map { image in
            let sizes = Dictionary(image.content.objects.map { ($0.digest, $0.size) }) { first, _ in first }
            return InventoryItem(
                name: image.repository.description, version: image.tag.description,
                size: sizes.values.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue },
                digest: image.content.top.digest, source: "local")
        }
        return (pulled + stored).sorted()
    }

    package func objects(of locked: LockedImages) throws -> [PlannedObject] {
        locked.objects.map { PlannedObject(digest: $0.digest, size: $0.size) }
    }

    package static func merge(
        _ fresh: LockedImages, into old: LockedImages, refreshing names: Set<String>
    ) -> LockedImages {
        let before = Dictionary(old.images.map { ($0.destination, $0) }) { first, _ in first }
        return LockedImages(
            images: fresh.images.map { image in
                let isNamed = inventory(of: LockedImages(images: [image])).contains { item in
                    names.contains { item.answers(to: $0) }
                }
                guard !isNamed, let kept = before[image.destination], kept.source == image.source else { return image }
                return kept
            }, platforms: (try? PlatformChoice(texts: fresh.platforms)) ?? .own(and: []), local: fresh.local)
    }
}
