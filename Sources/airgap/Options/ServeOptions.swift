import AirgapCore
import ArgumentParser
import FoundationEssentials
import Site
import SystemPackage

/// How a site is served.
struct ServeOptions: ParsableArguments {
    @Option(help: "The address that is listened on.")
    var host = "0.0.0.0"

    @Option(help: "The port for HTTP; 0 for a free one.")
    var httpPort = 8080

    @Option(help: "The port for HTTPS; 0 for a free one.")
    var httpsPort = 8443

    @Option(name: .customLong("registry-domain"), help: "The name that nodes know this machine by.")
    var domain = "kube.registry.local"

    @Option(help: "The address that nodes reach this machine at. Default: this machine's first one.")
    var address: String?

    @Option(name: .customLong("name"), help: "One more name or address for the certificate made here; repeatable.")
    var names: [String] = []

    @Option(help: "Who tells the nodes the time. Default: this machine.")
    var ntpServer: String?

    @Option(help: "The folder for the certificates made here.")
    var state: String?

    @Option(help: "Your own certificate, PEM, with those that lead to the authority.")
    var certificate: String?

    @Option(help: "The key of your own certificate, PEM.")
    var certificateKey: String?

    @Option(help: "The authority that clients are to trust, PEM.")
    var ca: String?

    @Option(help: "The file that gets a line for each request; - for standard output.")
    var accessLog: String?

    @Option(help: "Seconds that a connection may wait for its next request, or leave an answer unread.")
    var idleTimeout = 60

    @Option(help: "Seconds that a stop waits for transfers under way.")
    var stopTimeout = 30

    @Option(help: "Connections that each port takes at once.")
    var maxConnections = 4096

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        for port in [httpPort, httpsPort] where !(0...65535).contains(port) {
            throw ValidationError("a port is a number from 0 to 65535, not \(port)")
        }
        guard (1...86400).contains(idleTimeout), (0...86400).contains(stopTimeout),
            (1...100_000).contains(maxConnections)
        else { throw ValidationError("time-outs are 1 to 86400 seconds, connections 1 to 100000") }
        guard (certificate == nil) == (certificateKey == nil), ca == nil || certificate != nil else {
            throw ValidationError("--certificate and --certificate-key go together, and --ca with them")
        }
    }

    /// The options as the site takes them.
    func siteOptions() -> SiteOptions {
        var result = SiteOptions(
            state: state.map { FilePath($0) } ?? StateFolder.standard(in: ProcessInfo.processInfo.environment))
        result.host = host
        result.httpPort = httpPort
        result.httpsPort = httpsPort
        result.domain = domain
        result.address = address
        result.names = names
        result.timeServer = ntpServer
        result.limits.setIdle(seconds: idleTimeout)
        result.limits.stop = .seconds(stopTimeout)
        result.limits.connections = maxConnections
        result.accessLog = accessLog.map { FilePath($0) }
        if let certificate, let certificateKey {
            result.certificate = GivenCertificate(
                chain: FilePath(certificate), key: FilePath(certificateKey), authority: ca.map { FilePath($0) })
        }
        return result
    }
}
