package import SystemPackage

/// How connections are made.
package struct TransportSettings: Sendable {
    /// Which way requests go out.
    package var proxies: ProxySettings
    /// A PEM file of certificates trusted in addition to the system's.
    package var trustRoots: FilePath?
    /// PEM files of certificates trusted for one authority (`host` or `host:port`) each.
    package var authorityTrustRoots: [String: FilePath]
    /// How many connections one host gets at most.
    package var connectionsPerHost: Int
    /// Seconds until a connection must stand.
    package var connectSeconds: Int64 = 10
    /// Seconds until the head of an answer must have come.
    package var headSeconds: Int64 = 30

    package init(
        proxies: ProxySettings = .none, trustRoots: FilePath? = nil,
        authorityTrustRoots: [String: FilePath] = [:], connectionsPerHost: Int = 4
    ) {
        self.proxies = proxies
        self.trustRoots = trustRoots
        self.authorityTrustRoots = authorityTrustRoots
        self.connectionsPerHost = connectionsPerHost
    }
}
