import AirgapCore
import Images

/// An image, and what the registry has of it.
struct ImagePlan: Sendable {
    let image: PushImage
    /// Its repository at the registry.
    let repository: RepositoryName
    /// What the tag points to there; nil when there is none.
    var existing: Digest?
    /// What must be put, in order; empty when all is there.
    var missing: [PushManifest] = []
    var failure: (any ExplainedError)?
    /// Whether this run put it.
    var isPushed = false
    /// Whether the platform's manifest was tagged, because the registry takes no sparse index.
    var isSubstituted = false

    /// `registry/project/library/nginx:1.25`.
    func name(at target: PushTarget) -> String { "\(target.registry)/\(repository):\(image.tag)" }

    /// Whether the tag is what it should be: the bundle's own, or the platform's that stands for it.
    var isTagRight: Bool {
        guard let existing else { return false }
        return existing == image.top || existing == image.substitute?.digest
    }

    /// Whether the tag points to something else.
    var isConflict: Bool { existing != nil && !isTagRight }
}
