/// What can be wrong with an object of the cache.
package enum ContentStoreError: ExplainedError, Equatable {
    case missing(Digest)
    /// The object's bytes no longer have its digest; it has been taken out.
    case damaged(Digest)

    package var description: String {
        switch self {
        case .missing(let digest): "\(digest) is not in the cache"
        case .damaged(let digest): "the cached object \(digest) was damaged and has been removed: run again"
        }
    }

    package var exitCode: ExitCode { .disk }
}
