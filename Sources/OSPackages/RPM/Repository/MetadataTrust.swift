/// What vouches for a repository's metadata.
enum MetadataTrust: Sendable, Equatable {
    /// repomd.xml is signed by a key of the keyring.
    case signed
    /// There is a key but no repomd.xml.asc: acceptable only because the signature inside of each package is checked.
    case packageSignaturesOnly
    /// Nothing does: the user said `trusted: true`.
    case unchecked
}
