import AirgapCore
import Images

/// One repository of the site's registry, as its links say.
struct RegistryRepository: Sendable {
    /// What each tag points to.
    var tags: [String: Digest] = [:]
    /// Its manifests.
    var manifests: Set<Digest> = []
    /// Its layers and configurations.
    var layers: Set<Digest> = []

    /// In byte order.
    var sortedTags: [String] { tags.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}
