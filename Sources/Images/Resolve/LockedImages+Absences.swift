import AirgapCore

extension LockedImages {
    /// What the images name and the bundle leaves out on purpose; what another image of the repository brings is not
    /// absent.
    var absences: [Absence] {
        let stored = local?.stored ?? []
        var present: [RepositoryName: Set<Digest>] = [:]
        for image in images { present[image.repository, default: []].formUnion(image.present) }
        for image in stored { present[image.repository, default: []].formUnion(image.content.objects.map(\.digest)) }
        let left =
            images.map { ($0.repository, $0.destination, $0.leftOut) }
            + stored.map { ($0.repository, $0.destination, $0.content.absent ?? []) }
        let found = left.flatMap { repository, destination, parts in
            parts.filter { !(present[repository]?.contains($0.digest) ?? false) }
                .map { Absence(of: destination, item: $0.digest.description, what: $0.what) }
        }
        return Set(found).sorted()
    }
}

extension LockedImage {
    /// Layers that are left where they are, outside the registry.
    var foreign: [Descriptor] {
        (manifests + (attachments ?? []).flatMap(\.manifests)).flatMap { $0.foreign ?? [] }
    }

    fileprivate var leftOut: [LockedAbsence] {
        (absent ?? []) + foreign.map { LockedAbsence(digest: $0.digest, what: "layer outside the registry") }
    }

    /// Everything that the repository has for this image.
    fileprivate var present: [Digest] {
        objects.map(\.digest) + (attachments ?? []).compactMap(\.top)
    }
}
