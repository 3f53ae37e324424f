/// Where a site is listened on.
package struct SiteAddresses: Sendable, Equatable {
    package let host: String
    package let httpPort: Int
    package let httpsPort: Int

    /// What a client on this machine asks for; the last is HTTPS.
    package var urls: [String] {
        let shown = ["0.0.0.0", "::"].contains(host) ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return ["http://\(shown):\(httpPort)/"] + (httpsPort == 0 ? [] : ["https://\(shown):\(httpsPort)/"])
    }

    init(host: String, ports: SiteFacts.Ports) {
        self.host = host
        httpPort = ports.http
        httpsPort = ports.https
    }
}
