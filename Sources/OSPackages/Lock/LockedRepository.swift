package import AirgapCore

/// A suite, or an rpm repository, that was read.
package struct LockedRepository: Codable, Equatable, Sendable {
    /// A metadata file that travels along.
    package struct Modules: Codable, Equatable, Sendable {
        package let url: RemoteURL
        /// Bytes; nil when the repository does not say.
        package let size: Int64?
        package let sha256: Digest
    }

    /// The archive's root, as resolved.
    package let url: RemoteURL
    /// The suite, or the rpm repository's id.
    package let suite: String
    /// The digest of the Release text or repomd.xml that was read.
    package let release: Digest
    /// Other folders that have the same, for when the first does not answer.
    package let mirrors: [RemoteURL]?
    /// modules.yaml, when packages of module streams were chosen.
    package let modules: Modules?
    /// Present and true when it was taken without any signature.
    package let trusted: Bool?
}
