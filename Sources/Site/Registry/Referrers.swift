import AirgapCore
import Images

/// What refers to a manifest (OCI distribution specification 1.1, "Listing Referrers"): by its `subject`, or by the index
/// under the tag that stands for the digest, which is how such things are carried through registries without the API.
struct Referrers {
    /// Descriptors, each digest once.
    let list: [JSONValue]

    init(of digest: Digest, _ search: RepositorySearch, _ table: RegistryTable) {
        let own = search.repositories.flatMap(\.manifests).sorted().compactMap { table.manifests[$0] }
            .filter { $0.subject == digest }.map(\.referrer)
        let tagged = search.manifest(tag: "sha256-" + digest.hex).flatMap { table.manifests[$0]?.entries } ?? []
        var seen: Set<String> = []
        list = (own + tagged).filter { entry in
            guard let text = entry["digest"]?.string, let digest = try? Digest(text),
                search.manifest(digest) != nil
            else { return false }
            return seen.insert(text).inserted
        }
    }
}
