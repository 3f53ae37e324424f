import AirgapCore

/// The images module's section of airgap.lock.
package struct LockedImages: Codable, Equatable, Sendable {
    /// Sorted by repository and tag.
    package let images: [LockedImage]
    /// The platforms that were asked for besides the bundle's own: `all`, or a list; nil for none.
    package let platforms: [String]?
    /// Images of archives, folders and files; nil when there are none.
    package let local: LockedLocalImages?

    package init(
        images: [LockedImage], platforms: PlatformChoice = .own(and: []), local: LockedLocalImages? = nil
    ) {
        self.local = local
        self.platforms = platforms.texts
        self.images = images.sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
    }

    /// The same with other images of registries.
    func with(images: [LockedImage]) -> LockedImages { LockedImages(images: images, texts: platforms, local: local) }

    private init(images: [LockedImage], texts: [String]?, local: LockedLocalImages?) {
        self.local = local
        platforms = texts
        self.images = images.sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
    }

    /// Every object once, sorted by digest, with its size in bytes.
    var objects: [(digest: Digest, size: Int64)] {
        var sizes: [Digest: Int64] = [:]
        for object in images.flatMap(\.objects) { sizes[object.digest] = object.size }
        for object in (local?.stored ?? []).flatMap(\.content.objects) { sizes[object.digest] = object.size }
        return sizes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
