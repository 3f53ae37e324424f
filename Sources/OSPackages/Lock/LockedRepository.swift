package import AirgapCore

/// A suite that was read.
package struct LockedRepository: Codable, Equatable, Sendable {
    /// The archive's root, as resolved.
    package let url: RemoteURL
    package let suite: String
    /// The digest of the Release text that the signature covers.
    package let release: Digest
}
