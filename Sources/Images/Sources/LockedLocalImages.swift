import AirgapCore

/// What was resolved of the images that no registry gives.
package struct LockedLocalImages: Codable, Equatable, Sendable {
    /// Sorted by repository and tag.
    package let imports: [LockedImport]

    package init(imports: [LockedImport]) {
        self.imports = imports.sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
    }

    /// Every image as a registry's storage has it, sorted by repository and tag.
    var stored: [StoredImage] {
        imports.map { StoredImage(repository: $0.repository, tag: $0.tag, content: $0.image.content) }
            .sorted { ($0.repository, $0.tag) < ($1.repository, $1.tag) }
    }

    /// Every archive that must be fetched.
    var archives: [(source: LocalImageSource, url: RemoteURL, digest: Digest)] {
        var seen: Set<Digest> = []
        return imports.map(\.image.source).compactMap { source in
            guard let url = source.url, let digest = source.sha256, seen.insert(digest).inserted else { return nil }
            return (source, url, digest)
        }
    }
}
