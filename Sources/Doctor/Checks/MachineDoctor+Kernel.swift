import AirgapCore

extension MachineDoctor {
    /// A kernel setting and the least that it should be.
    private struct Wish {
        let name: String
        let least: Int64
        let state: DoctorCheck.State
        let purpose: String
    }

    /// Version and settings of a node's kernel.
    func kernelChecks() -> [DoctorCheck] {
        var wishes = [
            Wish(name: "net.ipv4.ip_forward", least: 1, state: nodeState, purpose: "pods reach each other"),
            Wish(name: "net.bridge.bridge-nf-call-iptables", least: 1, state: nodeState, purpose: "services work"),
            Wish(name: "fs.inotify.max_user_instances", least: 512, state: .note, purpose: "many pods follow files"),
            Wish(name: "fs.inotify.max_user_watches", least: 65_536, state: .note, purpose: "many pods follow files"),
        ]
        if needs?.hasSearchEngine ?? false {
            wishes.append(
                Wish(
                    name: "vm.max_map_count", least: 262_144, state: .fix,
                    purpose: "a search engine of the bundle starts"))
        }
        return [versionCheck()].compactMap { $0 } + settingChecks(wishes)
    }

    private func settingChecks(_ wishes: [Wish]) -> [DoctorCheck] {
        var right: [String] = []
        var checks: [DoctorCheck] = []
        for wish in wishes {
            let seen = machine.setting(wish.name)
            if let value = seen.number {
                if value >= wish.least {
                    right.append("\(wish.name) = \(value)")
                } else {
                    let fact = "\(wish.name) = \(value), should be \(wish.least) so that \(wish.purpose)"
                    checks.append(DoctorCheck("kernel", wish.state, fact, run: Self.command(wish)))
                }
            } else if wish.name.hasPrefix("net.bridge"), seen == .absent {
                continue  // It is there when br_netfilter is, which is told.
            } else {
                checks.append(DoctorCheck("kernel", .unseen, wish.name))
            }
        }
        return (right.isEmpty ? [] : [DoctorCheck("kernel", .ok, right.joined(separator: ", "))]) + checks
    }

    private static func command(_ wish: Wish) -> String {
        "echo '\(wish.name) = \(wish.least)' >> /etc/sysctl.d/90-kubernetes.conf && sysctl -p /etc/sysctl.d/90-kubernetes.conf"
    }

    private func versionCheck() -> DoctorCheck? {
        guard let release = machine.see("/proc/sys/kernel/osrelease").word else { return nil }
        let numbers = release.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) ?? 0 }
        let version = (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
        let fact = "Linux \(PlainText(release))"
        guard version < (4, 19) else { return DoctorCheck("kernel", .ok, fact) }
        return DoctorCheck("kernel", .note, fact + ": today's Kubernetes wants 4.19 at least")
    }
}
