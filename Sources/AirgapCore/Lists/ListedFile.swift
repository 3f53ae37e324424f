package import Templates

/// A file that a list names.
package struct ListedFile {
    /// What vouches for it.
    package enum Checksum: Equatable, Sendable {
        /// `sha256:<hex>`, `sha512:<hex>`, or 64 hex digits.
        case digest(String)
        /// The URL of the publisher's checksum file.
        case url(String)
        /// What arrives first is recorded in the lock.
        case firstUse
    }

    /// The same file at one or more addresses, in order; at least one.
    package let urls: [String]
    /// Nil when the list has none.
    package let checksum: Checksum?
    /// Where the list names it.
    package let place: TemplatePlace
}
