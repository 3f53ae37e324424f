package import SystemPackage

/// How a site is served.
package struct SiteOptions: Sendable {
    /// The address that is listened on.
    package var host = "0.0.0.0"
    /// 0 for a free one.
    package var httpPort = 8080
    /// 0 for a free one.
    package var httpsPort = 8443
    /// The name that nodes know this machine by.
    package var domain = "kube.registry.local"
    /// The address that nodes reach this machine at; nil to find one.
    package var address: String?
    /// Names and addresses of the certificate besides those of the machine.
    package var names: [String] = []
    /// Who tells the nodes the time; nil for this machine.
    package var timeServer: String?
    /// Where the log of requests goes; nil for nowhere.
    package var accessLog: FilePath?
    /// Where certificates and keys are.
    package var state: FilePath
    /// What the user gives instead of the certificate made here.
    package var certificate: GivenCertificate?
    package var limits = SiteLimits()

    package init(state: FilePath) {
        self.state = state
    }
}
