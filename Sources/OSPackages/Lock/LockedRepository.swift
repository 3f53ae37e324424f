package import AirgapCore

/// A suite, or an rpm repository, that was read.
package struct LockedRepository: Codable, Equatable, Sendable {
    /// The archive's root, as resolved.
    package let url: RemoteURL
    /// The suite, or the rpm repository's id.
    package let suite: String
    /// The digest of the Release text or repomd.xml that was read.
    package let release: Digest
    /// Present and true when it was taken without any signature.
    package let trusted: Bool?
}
