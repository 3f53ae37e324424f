import AirgapCore

/// A yum repository to read: where it is, and why it may be trusted.
struct RPMRepositorySource: Sendable {
    /// What messages and the written repository call it: `baseos`.
    let id: String
    let location: RPMRepository.Location
    /// Whose signatures count, for repomd.xml and for each package; nil without a key.
    let keyring: Keyring?
    /// Whether repomd.xml itself must be signed; most distributions sign only the packages.
    let requiresMetadataSignature: Bool
    /// Whether the user takes the repository without any signature.
    let isTrusted: Bool
}
