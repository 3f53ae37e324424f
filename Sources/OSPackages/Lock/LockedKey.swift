package import AirgapCore

/// A public key that packages of a target are checked with, at the build and at the site.
package struct LockedKey: Codable, Equatable, Sendable {
    /// The file as the configuration names it.
    package let file: String
    package let sha256: Digest
}
