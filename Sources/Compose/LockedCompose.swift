package import AirgapCore

/// What the templates gave.
package struct LockedCompose: Codable, Equatable, Sendable {
    /// One filled-in file.
    package struct File: Codable, Equatable, Sendable {
        /// Below the bundle's top.
        package let path: RelativePath
        package let digest: Digest
        package let isExecutable: Bool
    }

    /// Sorted by path.
    package let files: [File]
}
