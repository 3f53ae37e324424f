/// The key `mirrors` of airgap.yaml: where to fetch instead of the place that is named.
///
/// ```yaml
/// mirrors:
///   'https://github.com/': 'https://proxy.example/github/'    # URLs, by their beginning
///   docker.io: 'mirror.example:5000'                          # registries, by host
/// ```
/// Only requests change: the tree, the lock and the request digest keep the original names.
package struct Mirrors: Sendable, Equatable {
    /// Beginnings of URLs with what replaces them, the longest first.
    private let prefixes: [Rule]
    /// Registry hosts with what replaces them.
    private let hosts: [String: String]

    private struct Rule: Sendable, Equatable {
        let prefix: String
        let replacement: String
    }

    /// No mirrors.
    package static let none = Mirrors(prefixes: [], hosts: [:])

    private init(prefixes: [Rule], hosts: [String: String]) {
        self.prefixes = prefixes
        self.hosts = hosts
    }

    /// Reads the mapping; every fault goes to the collector.
    package init(_ mapping: ConfigurationMapping) {
        var prefixes: [Rule] = []
        var hosts: [String: String] = [:]
        for entry in mapping.entries {
            guard entry.name.contains("://") else {
                hosts[entry.name.lowercased()] = entry.node.text()
                continue
            }
            do {
                let prefix = try RemoteURL(entry.name)
                guard let target = entry.node.parsed({ try RemoteURL($0) }) else { continue }
                prefixes.append(Rule(prefix: prefix.description, replacement: target.description))
            } catch {
                entry.place.fault("\(error)")
            }
        }
        self.init(
            prefixes: prefixes.sorted { ($1.prefix.utf8.count, $0.prefix) < ($0.prefix.utf8.count, $1.prefix) },
            hosts: hosts)
    }

    /// Where a URL is fetched from: the longest beginning that ends at a `/` decides.
    ///
    /// - Throws: `RemoteURLError` when the result is no URL.
    package func rewrite(_ url: RemoteURL) throws(RemoteURLError) -> RemoteURL {
        let text = url.description
        for rule in prefixes where text.hasPrefix(rule.prefix) {
            let rest = text.dropFirst(rule.prefix.count)
            let isWhole = rule.prefix.hasSuffix("/") || rest.isEmpty || rest.first == "/" || rest.first == "?"
            guard isWhole else { continue }
            let wantsSlash = rule.prefix.hasSuffix("/") && !rule.replacement.hasSuffix("/")
            return try RemoteURL(rule.replacement + (wantsSlash ? "/" : "") + rest)
        }
        return url
    }

    /// Where a registry's images are fetched from, `host[:port][/prefix]` as written; nil for the registry itself.
    package func registry(for host: String) -> String? { hosts[host.lowercased()] }
}
