import AirgapCore

/// The addresses that the page tells clients to use: the name that was asked for, when others can use it too.
struct SiteHosts {
    /// `192.0.2.1:8080`.
    let http: String
    /// `192.0.2.1:8443`.
    let https: String
    /// The registry under its name, `kube.registry.local:8443`.
    let registry: String
    /// The address alone.
    let address: String

    /// - Parameters:
    ///   - facts: what is known of the site.
    ///   - asked: the request's `Host`.
    init(_ facts: SiteFacts, asked: String) {
        let ports = facts.ports
        let host = Self.host(of: asked)
        address = host ?? (facts.address.contains(":") ? "[\(facts.address)]" : facts.address)
        http = address + (ports.http == 80 ? "" : ":\(ports.http)")
        https = address + (ports.https == 443 ? "" : ":\(ports.https)")
        registry = facts.domain + (ports.https == 443 ? "" : ":\(ports.https)")
    }

    /// Nil for what is no host, or this machine's own name for itself.
    private static func host(of text: String) -> String? {
        let isBracketed = text.hasPrefix("[")
        let name = isBracketed ? text.prefix { $0 != "]" } + "]" : text.prefix { $0 != ":" }
        let isPlain = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-._".utf8.contains($0)
                || (isBracketed && "[]:".utf8.contains($0))
        }
        guard isPlain, (1...253).contains(name.utf8.count), name != "localhost", name != "[::1]",
            !name.hasPrefix("127.")
        else { return nil }
        return String(name)
    }
}
