package import SystemPackage

/// The user's own certificate, in PEM.
package struct GivenCertificate: Sendable {
    /// The server's, then those that lead to the authority.
    package let chain: FilePath
    package let key: FilePath
    /// The authority that clients are to trust; nil when they trust it already.
    package let authority: FilePath?

    package init(chain: FilePath, key: FilePath, authority: FilePath?) {
        self.chain = chain
        self.key = key
        self.authority = authority
    }
}
