import AirgapCore
import Images

/// One blob and the repositories that need it.
struct BlobTask: Sendable {
    let blob: PushBlob
    /// Of the registry, in the order of their names.
    let repositories: [RepositoryName]
}
