import AirgapCore
import Synchronization

/// What nodes must know to use the site: `/site.conf`, and the page's texts.
final class SiteFacts: Sendable {
    /// The ports that are listened on, known when they are.
    struct Ports: Sendable, Equatable {
        var http = 0
        var https = 0
    }

    let domain: String
    let address: String
    let timeServer: String
    /// The digest of the authority's PEM file.
    let authority: Digest?
    /// The registries whose images the bundle has.
    let registries: [String]
    private let known = Mutex(Ports())

    init(domain: String, address: String, timeServer: String, authority: Digest?, registries: [String]) {
        self.domain = domain
        self.address = address
        self.timeServer = timeServer
        self.authority = authority
        self.registries = registries
    }

    var ports: Ports { known.withLock { $0 } }

    func set(_ path: any WritableKeyPath<Ports, Int> & Sendable, to port: Int) {
        known.withLock { $0[keyPath: path] = port }
    }

    /// `key=value` lines, as node-setup.sh reads them.
    var text: String {
        let ports = ports
        return """
            registry_domain=\(domain)
            registry_ip=\(address)
            registry_port=\(ports.https)
            http_port=\(ports.http)
            https_port=\(ports.https)
            ca_path=\(authority == nil ? "" : "/certs/rootCA.crt")
            ca_sha256=\(authority?.hex ?? "")
            registries=\(registries.joined(separator: " "))
            ns_mapping=yes
            ntp_server=\(timeServer)

            """
    }
}
