import AirgapCore
import Images

/// Which of the site's repositories a name stands for: under its original name, then as it is written.
struct RepositorySearch {
    /// As the client wrote it.
    let name: String
    /// The site's repositories, those of the original name first; empty when there is none.
    let repositories: [RegistryRepository]
    private let original: (registry: String, name: String)?
    private let registry: SiteRegistry

    /// - Parameters:
    ///   - name: the repository's name in the request.
    ///   - space: the `ns` of the request.
    ///   - registry: whose repositories they are.
    init(_ name: String, space: String?, in registry: SiteRegistry) {
        self.name = name
        self.registry = registry
        var candidates = [(space, name)]
        var plain = [name]
        // podman, skopeo and CRI-O put the registry before the name (containers-registries.conf(5), `location`).
        if let slash = name.firstIndex(of: "/"), registry.registries.contains(String(name[..<slash])) {
            let rest = String(name[name.index(after: slash)...])
            candidates.append((String(name[..<slash]), rest))
            plain.append(rest)
        }
        var original: (String, String)?
        var found: [String] = []
        for case (.some(let space), let name) in candidates where found.isEmpty {
            found = registry.names.repositories(of: name, in: space)
            if !found.isEmpty { original = (space, name) }
        }
        self.original = original
        repositories = (found + plain.filter { !found.contains($0) }).compactMap { registry.table.repositories[$0] }
    }

    /// What a tag points to.
    func manifest(tag: String) -> Digest? {
        if let original, let place = registry.names.place(of: original.name, tag: tag, in: original.registry),
            let digest = registry.table.repositories[place.repository]?.tags[place.tag]
        {
            return digest
        }
        return repositories.lazy.compactMap { $0.tags[tag] }.first
    }

    /// The digest when one of the repositories has such a manifest.
    func manifest(_ digest: Digest?) -> Digest? {
        digest.flatMap { digest in repositories.contains { $0.manifests.contains(digest) } ? digest : nil }
    }

    /// Whether one of the repositories has such a blob.
    func hasBlob(_ digest: Digest) -> Bool {
        repositories.contains { $0.layers.contains(digest) || $0.manifests.contains(digest) }
    }

    /// Tags in byte order.
    var tags: [String] {
        var all = Set(repositories.flatMap(\.tags.keys))
        if let original { all.formUnion(registry.names.tags(of: original.name, in: original.registry)) }
        return all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
