import SystemPackage

/// Looks at a machine, and says what must be done before a bundle works on it; nothing is started and nothing changed.
package struct MachineDoctor: Sendable {
    let machine: Machine
    let needs: BundleNeeds?
    /// What a time server of the site said, and when it is asked for.
    let server: ServerClock?

    /// - Parameters:
    ///   - machine: what is looked at.
    ///   - needs: what it is compared with; nil for what every cluster's machine needs.
    ///   - server: another machine's clock.
    package init(_ machine: Machine, needs: BundleNeeds?, server: ServerClock?) {
        self.machine = machine
        self.needs = needs
        self.server = server
    }

    /// Whether a cluster is to run here.
    var hasKubernetes: Bool { needs?.hasKubernetes ?? true }

    /// What is wrong with a node's kernel is the deployer's matter where one comes along.
    var nodeState: DoctorCheck.State { needs?.hasDeployer ?? false ? .note : .fix }

    var settings: SiteSettings { needs?.settings ?? SiteSettings() }

    /// Looks at everything.
    package func report() async -> DoctorReport {
        var checks = systemChecks() + resourceChecks() + clockChecks() + portChecks()
        checks += await nameChecks() + authorityChecks() + engineChecks()
        if hasKubernetes { checks += moduleChecks() + kernelChecks() + swapChecks() }
        checks += cgroupChecks() + guardChecks() + limitChecks() + mountChecks()
        return DoctorReport(bundle: needs?.path.string, checks: checks)
    }
}
