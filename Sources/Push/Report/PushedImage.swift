package import AirgapCore

/// What became of one image.
package struct PushedImage: Codable, Sendable, Equatable {
    /// The ends that an image can come to.
    package enum Result: String, Codable, CaseIterable, Sendable {
        case pushed
        /// The registry had it, bytes and all.
        case present = "there already"
        /// The tag exists with another content, and was left alone.
        case skipped
        /// The tag exists with another content, and nothing was written.
        case conflict = "exists"
        case failed
        /// What a run that only asks would push.
        case wanted = "to push"
        /// What a run that only asks would move.
        case overwrite = "to overwrite"
    }

    /// At the registry: `registry/project/library/nginx:1.25`.
    package let name: String
    /// What the bundle's tag points to.
    package let digest: Digest
    package var result: Result
    /// What the registry's tag points to, when that is something else.
    package var existing: Digest?
    /// The platform's manifest that is tagged there, because the registry takes no index with missing platforms.
    package var substitute: Digest?
    /// Why it failed.
    package var failure: String?
}
