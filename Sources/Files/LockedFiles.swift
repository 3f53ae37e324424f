package import AirgapCore

/// What the files or tools module resolved to.
package struct LockedFiles: Codable, Equatable, Sendable {
    /// What vouches for a file.
    package enum Trust: String, Codable, Sendable {
        /// A checksum in the configuration, or of the publisher's.
        case checksum
        /// A signature, and nothing else.
        case signature
        /// Nothing: the lock keeps what came first.
        case firstUse = "first-use"
        /// The user's own disk.
        case local
    }

    /// A detached signature that goes with its file.
    package struct Signature: Codable, Equatable, Sendable {
        package let path: RelativePath
        package let digest: Digest
        /// Bytes.
        package let size: Int64
        /// Nil for one from the user's disk.
        package let source: RemoteURL?
    }

    /// A member taken out of an archive.
    package struct Member: Codable, Equatable, Sendable {
        /// Its name in the archive.
        package let member: String
        package let path: RelativePath
        /// Nil until the archive was opened.
        package var digest: Digest?
        /// Bytes.
        package var size: Int64?
        package var isExecutable: Bool
    }

    /// One file.
    package struct File: Codable, Equatable, Sendable {
        /// Where it stands below the module's folder.
        package let path: RelativePath
        /// Nil until it was fetched, when no SHA-256 vouches for it.
        package var digest: Digest?
        /// The publisher's checksum, where it is no SHA-256.
        package let sha512: Digest512?
        /// Bytes as the server told it, or as a local file had; the digest decides, so this is for plan and progress.
        package var size: Int64?
        /// Where it can be had, without mirrors; empty for a local file.
        package let sources: [RemoteURL]
        /// A local file's path as configured.
        package let origin: String?
        package let isExecutable: Bool
        package let trust: Trust
        package let signature: Signature?
        /// What of it stands in the tree instead of the file itself.
        package var members: [Member]?
        /// Present, and true, when binaries for another machine are wanted.
        package let anyArchitecture: Bool?
        /// Present, and true, when plain http is acceptable where nothing vouches.
        package let allowHTTP: Bool?
    }

    /// Sorted by path.
    package var files: [File]
}
