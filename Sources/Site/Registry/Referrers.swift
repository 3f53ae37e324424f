import AirgapCore
import Images

/// What refers to a manifest by its `subject` (OCI distribution specification 1.1, "Listing Referrers").
///
/// The tag `sha256-<hex>`, by which such things are found in registries without the API, is served as any other.
struct Referrers {
    /// Descriptors in the order of their digests.
    let list: [JSONValue]

    init(of digest: Digest, _ search: RepositorySearch, _ table: RegistryTable) {
        list = Set(search.repositories.flatMap(\.manifests)).sorted().compactMap { table.manifests[$0] }
            .filter { $0.subject == digest }.map(\.referrer)
    }
}
