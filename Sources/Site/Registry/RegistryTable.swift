import AirgapCore
import Images

/// Everything that the registry has, in tables made at the start: no path is ever made of what a client sends.
struct RegistryTable: Sendable {
    /// By name.
    let repositories: [String: RegistryRepository]
    /// In byte order.
    let names: [String]
    /// Every blob.
    let blobs: [Digest: ServedMember]
    /// What is known of each manifest.
    let manifests: [Digest: StoredManifest]

    /// Reads the links and every manifest of a bundle.
    ///
    /// - Throws: `SiteError` for what is damaged, `FileError`, `BundleReadError`.
    init(_ source: any BundleSource) throws {
        var repositories: [String: RegistryRepository] = [:]
        var blobs: [Digest: ServedMember] = [:]
        var tags: [(RepositoryName, ImageTag, ServedMember)] = []
        for member in source.members where member.path.hasPrefix(BundleLayout.registryRoot + "/") {
            switch RegistryPath(try RelativePath(member.path)) {
            case .blob(let digest):
                guard member.digest == digest else {
                    throw SiteError.damaged(member.path, "SHA256SUMS has \(member.digest) for it")
                }
                blobs[digest] = member
            case .layerLink(let name, let digest):
                repositories[name.description, default: .init()].layers.insert(digest)
            case .revisionLink(let name, let digest):
                repositories[name.description, default: .init()].manifests.insert(digest)
            case .tagLink(let name, let tag): tags.append((name, tag, member))
            case .tagIndexLink, nil: break
            }
        }
        var targets: [Digest: Digest] = [:]
        for digest in Set(repositories.values.flatMap(\.manifests)) {
            targets[Digest(of: RegistryLayout.linkContent(digest))] = digest
        }
        for (name, tag, link) in tags {
            // A link's bytes are a manifest's digest, so the link's own digest says which.
            guard let target = targets[link.digest],
                repositories[name.description]?.manifests.contains(target) == true
            else { throw SiteError.damaged(link.path, "it points to no manifest of its repository") }
            repositories[name.description]?.tags[tag.description] = target
        }
        self.repositories = repositories
        self.blobs = blobs
        names = repositories.filter { !$0.value.manifests.isEmpty }.keys
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        manifests = try Self.manifests(targets.values, blobs, source)
    }

    private static func manifests(
        _ digests: some Sequence<Digest>, _ blobs: [Digest: ServedMember], _ source: any BundleSource
    ) throws -> [Digest: StoredManifest] {
        let wanted = try digests.map { digest in
            guard let member = blobs[digest] else {
                throw SiteError.damaged("\(digest)", "a repository has this manifest, the bundle has not")
            }
            return member
        }
        var result: [Digest: StoredManifest] = [:]
        // In the bundle's order: neighbours of a packed bundle stand in one gzip member.
        for member in wanted.sorted(by: { $0.number < $1.number }) {
            result[member.digest] = try StoredManifest(
                try source.read(member, limit: ManifestDocument.sizeLimit), member)
        }
        return result
    }
}
