import AirgapCore

/// One entry of a deb target's `repositories`.
struct DebRepository: Sendable {
    /// Where the archive is.
    enum Location: Sendable, Equatable {
        /// Wherever this machine's own apt finds each suite.
        case system
        case url(RemoteURL)
    }

    let location: Location
    /// Names below `dists/`, or paths that end in `/` of repositories without that folder.
    let suites: [String]
    /// Empty for a suite that ends in `/`.
    let components: [String]
    /// The keyring that must have signed it; nil with `system`: what the machine's sources name.
    let keyring: KeyringFile?
    /// Whether it is taken without any signature, because the user said so.
    let isTrusted: Bool
    /// Its packages come before those of repositories with less, whatever their version (apt_preferences(5)).
    let priority: Int
    /// Whether a Release file that has expired, or is dated in the future, is refused.
    let checksDate: Bool
}
