package import AirgapCore

/// Where a site is listened on.
package struct SiteAddresses: Sendable, Equatable {
    package let host: String
    package let httpPort: Int
    package let httpsPort: Int
    /// The digest of the authority's PEM file, for people to compare; nil when there is none.
    package let authority: Digest?

    /// What a client on this machine asks for; the last is HTTPS.
    package var urls: [String] {
        let shown = ["0.0.0.0", "::"].contains(host) ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return ["http://\(shown):\(httpPort)/"] + (httpsPort == 0 ? [] : ["https://\(shown):\(httpsPort)/"])
    }

    init(host: String, _ facts: SiteFacts) {
        let ports = facts.ports
        authority = facts.authority
        self.host = host
        httpPort = ports.http
        httpsPort = ports.https
    }
}
