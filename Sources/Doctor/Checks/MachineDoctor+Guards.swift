import AirgapCore

extension MachineDoctor {
    /// SELinux and the firewall: install.sh opens what is needed in both.
    func guardChecks() -> [DoctorCheck] { [selinuxCheck(), firewallCheck()].compactMap { $0 } }

    private func selinuxCheck() -> DoctorCheck? {
        switch machine.see("/sys/fs/selinux/enforce").word {
        case "1":
            return DoctorCheck("selinux", .note, "enforcing: install.sh labels what containers read (container_file_t)")
        case "0": return DoctorCheck("selinux", .ok, "permissive")
        default:
            guard machine.has("/etc/selinux/config") else { return nil }
            return DoctorCheck("selinux", .ok, "not active")
        }
    }

    private func firewallCheck() -> DoctorCheck? {
        let ports = [settings.httpPort, settings.registryPort]
        if machine.running().contains("firewalld") {
            let list = ports.map { "--add-port=\($0)/tcp" }.joined(separator: " ")
            return DoctorCheck(
                "firewall", .note, "firewalld runs: nodes need \(ports[0]) and \(ports[1]); install.sh opens them",
                run: "firewall-cmd --permanent \(list) && firewall-cmd --reload")
        }
        let lines = machine.see("/etc/ufw/ufw.conf").text?.split(whereSeparator: \.isNewline) ?? []
        if lines.contains("ENABLED=yes") {
            return DoctorCheck(
                "firewall", .note, "ufw is on: nodes need \(ports[0]) and \(ports[1]); install.sh opens them",
                run: ports.map { "ufw allow \($0)/tcp" }.joined(separator: " && "))
        }
        return DoctorCheck("firewall", .ok, "neither firewalld nor ufw is on")
    }
}
