import AirgapCore

/// What airgap.lock says must be in a registry's storage, and what may be missing.
struct LockedExpectation {
    /// Every tag with what it must point to, and what messages call it; sorted as the lock has them.
    private(set) var tags: [(tag: RegistryPath, digest: Digest, name: String)] = []
    /// Manifests (`revisionLink`) and layers (`layerLink`) that are left out on purpose.
    private(set) var absent: Set<RegistryPath> = []
    /// Manifests that run nowhere: attestations, signatures and their like.
    private(set) var withoutPlatform: Set<Digest> = []
    private(set) var platforms = PlatformChoice.own(and: [])
    /// The absences as bundle.json must say them.
    private(set) var absences: [Absence] = []

    /// Nothing is expected.
    init() {}

    /// - Throws: `PlatformError`.
    init(_ locked: LockedImages) throws {
        platforms = try PlatformChoice(texts: locked.platforms)
        absences = locked.absences
        for image in locked.images {
            tags.append((.tagLink(image.repository, image.tag), image.digest, image.destination))
            for attachment in image.attachments ?? [] {
                guard let top = attachment.top else { continue }
                let name = "\(image.repository):\(attachment.tag)"
                tags.append((.tagLink(image.repository, attachment.tag), top, name))
                withoutPlatform.formUnion(attachment.manifests.map(\.manifest.digest))
            }
            withoutPlatform.formUnion(image.manifests.filter { $0.attested != nil }.map(\.manifest.digest))
        }
        for image in locked.local?.stored ?? [] {
            tags.append((.tagLink(image.repository, image.tag), image.content.top.digest, image.destination))
            if image.tag.isAttachment { withoutPlatform.formUnion(image.content.manifests.map(\.digest)) }
        }
        for absence in absences {
            guard let name = try? ImageName(absence.of), let digest = try? Digest(absence.item) else { continue }
            absent.insert(.revisionLink(name.repository, digest))
            absent.insert(.layerLink(name.repository, digest))
        }
    }
}
