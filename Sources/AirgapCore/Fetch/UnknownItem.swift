/// Something to fetch whose SHA-256 nobody knows before it is here: the user accepts what comes first, or something else
/// vouches for it.
package struct UnknownItem: Sendable {
    /// How messages call it.
    package let name: String
    /// The module that asks for it.
    package let module: ModuleName
    /// Where it can be had, tried in order; at least one.
    package let sources: [RemoteURL]
    /// What the publisher vouches with, when it is a SHA-512.
    package let sha512: Digest512?
    /// Whether plain http is acceptable: a checksum or a signature vouches, or the user allowed it.
    package let allowsPlainHTTP: Bool

    package init(
        name: String, module: ModuleName, sources: [RemoteURL], sha512: Digest512?, allowsPlainHTTP: Bool
    ) {
        self.name = name
        self.module = module
        self.sources = sources
        self.sha512 = sha512
        self.allowsPlainHTTP = allowsPlainHTTP
    }
}
