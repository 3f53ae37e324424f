import AirgapCore

extension MachineDoctor {
    /// Distribution and architecture.
    func systemChecks() -> [DoctorCheck] { [distributionCheck(), architectureCheck()] }

    private func distributionCheck() -> DoctorCheck {
        let topic = "system"
        let text = machine.see("/etc/os-release").text ?? machine.see("/usr/lib/os-release").text
        guard let text else { return DoctorCheck(topic, .unseen, "no /etc/os-release: which distribution is this?") }
        let system = OSRelease(text)
        guard !system.distributions.isEmpty else {
            return DoctorCheck(
                topic, .fix, "\(system.name): install.sh knows Debian, Ubuntu, the RHEL family, Fedora and openEuler")
        }
        guard let needs else { return DoctorCheck(topic, .ok, system.name) }
        guard !needs.repositories.isEmpty else {
            return DoctorCheck(topic, .note, "\(system.name); the bundle brings no OS packages")
        }
        let fits = needs.repositories.contains {
            system.distributions.contains($0.distribution) && system.releases.contains($0.release)
        }
        if fits { return DoctorCheck(topic, .ok, "\(system.name): the bundle has packages for it") }
        let list = needs.repositories.map { "\($0.distribution) \($0.release)" }.joined(separator: ", ")
        return DoctorCheck(
            topic, .fix,
            "\(system.name): the bundle has packages for \(PlainText(list)) only; build it with a target for "
                + "\(PlainText(system.target))")
    }

    private func architectureCheck() -> DoctorCheck {
        let topic = "architecture"
        let name = machine.see("/proc/sys/kernel/arch").word ?? machine.probe.architecture
        guard let name else { return DoctorCheck(topic, .unseen, "the architecture cannot be seen") }
        guard let architecture = Architecture(anyName: name) else {
            return DoctorCheck(topic, .fix, "\(PlainText(name)): bundles are made for x86_64 and aarch64")
        }
        guard let needs, needs.manifest.architecture != architecture else {
            return DoctorCheck(topic, .ok, architecture.rpm)
        }
        return DoctorCheck(
            topic, .fix,
            "this machine is \(architecture.debian), the bundle is for \(needs.manifest.architecture.debian)")
    }
}
