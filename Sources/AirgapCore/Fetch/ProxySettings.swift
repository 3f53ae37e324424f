import FoundationEssentials

/// The proxies of the environment: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, lower case before upper.
package struct ProxySettings: Sendable, Equatable {
    /// One way out.
    package enum Route: Hashable, Sendable {
        case direct
        /// An HTTP proxy; `credentials` is the base64 of `user:password`.
        case http(host: String, port: Int, credentials: String?)
        case socks(host: String, port: Int)
    }

    /// No proxy for anything.
    package static let none = ProxySettings(http: .direct, https: .direct, exceptions: [])

    private let http: Route
    private let https: Route
    private let exceptions: [ProxyException]

    private init(http: Route, https: Route, exceptions: [ProxyException]) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// Reads the environment.
    ///
    /// - Parameter environment: names and values.
    /// - Throws: `FetchError.badProxy` with the variable's name when its value is no proxy URL.
    package init(environment: [String: String]) throws(FetchError) {
        func value(_ name: String) -> (name: String, text: String)? {
            for name in [name, name.uppercased()] {
                if let text = environment[name], !text.isEmpty { return (name, text) }
            }
            return nil
        }
        let all = value("all_proxy")
        http = try Self.route(value("http_proxy") ?? all)
        https = try Self.route(value("https_proxy") ?? all)
        exceptions = ProxyException.list(value("no_proxy")?.text ?? "")
    }

    /// Every way out that can be asked for, direct included.
    package var routes: Set<Route> { [.direct, http, https] }

    /// The way out for a URL; loopback is always direct.
    package func route(for url: RemoteURL) -> Route {
        if url.isLoopback || exceptions.contains(where: { $0.covers(host: url.host, port: url.port) }) {
            return .direct
        }
        return url.isSecure ? https : http
    }

    private static func route(_ variable: (name: String, text: String)?) throws(FetchError) -> Route {
        guard let (name, text) = variable else { return .direct }
        let url = URLComponents(string: text.contains("://") ? text : "http://" + text)
        guard let url, let host = url.host, !host.isEmpty else { throw .badProxy(name) }
        switch url.scheme?.lowercased() {
        case "http":
            let credentials = url.user.map { Data("\($0):\(url.password ?? "")".utf8).base64EncodedString() }
            return .http(host: host, port: url.port ?? 80, credentials: credentials)
        case "socks5", "socks5h", "socks": return .socks(host: host, port: url.port ?? 1080)
        default: throw .badProxy(name)
        }
    }
}
