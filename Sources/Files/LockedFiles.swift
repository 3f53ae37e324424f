package import AirgapCore

/// What the files module resolved to.
package struct LockedFiles: Codable, Equatable, Sendable {
    /// One file.
    package struct File: Codable, Equatable, Sendable {
        /// Where it stands below `resources/nginx/files`.
        package let path: RelativePath
        package let digest: Digest
        /// Bytes as the server told it, or as a local file had; the digest decides, so this is for plan and progress.
        package let size: Int64?
        /// Where it can be had; empty for a local file.
        package let sources: [RemoteURL]
        /// A local file's path as configured.
        package let origin: String?
        package let isExecutable: Bool
    }

    /// Sorted by path.
    package let files: [File]
}
