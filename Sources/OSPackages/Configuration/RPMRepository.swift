import AirgapCore

/// One entry of an rpm target's `repositories`.
struct RPMRepository: Sendable {
    /// Where the repository is.
    enum Location: Sendable, Equatable {
        /// The folder that holds `repodata/`.
        case url(RemoteURL)
        /// A text file with one such folder a line.
        case mirrorlist(RemoteURL)
        /// A metalink file of repomd.xml.
        case metalink(RemoteURL)
    }

    /// Unique within the target.
    let id: String
    let location: Location
    /// The keys that sign packages and repomd.xml; empty only with `isTrusted`.
    let keys: [KeyringFile]
    /// Whether it is taken without any signature, because the user said so.
    let isTrusted: Bool
    /// Whether repomd.xml itself must be signed.
    let requiresMetadataSignature: Bool
    /// Packages of a repository with a smaller number hide those of the same name (dnf.conf(5)); 99 unless written.
    let priority: Int
}
