import AirgapCore
import SystemPackage

/// One entry of a deb target's `repositories`.
struct DebRepository: Sendable {
    /// Where the archive is.
    enum Location: Sendable, Equatable {
        /// Wherever this machine's own apt finds each suite.
        case system
        case url(RemoteURL)
    }

    /// The keyring that must have signed it.
    struct KeyringFile: Sendable {
        /// As written, for messages and the request.
        let written: String
        let path: FilePath
    }

    let location: Location
    /// Names below `dists/`, or paths that end in `/` of repositories without that folder.
    let suites: [String]
    /// Empty for a suite that ends in `/`.
    let components: [String]
    /// nil with `system`: what the machine's sources name.
    let keyring: KeyringFile?
    /// Whether a Release file that has expired, or is dated in the future, is refused.
    let checksDate: Bool
}
