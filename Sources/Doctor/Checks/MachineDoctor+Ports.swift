import AirgapCore

extension MachineDoctor {
    /// What Kubernetes listens on: API, kubelet, etcd, controller manager, scheduler.
    private static let clusterPorts = [6443, 2379, 2380, 10250, 10257, 10259]
    /// Programs that stand behind the bundle's own services once they run.
    private static let ownPrograms = ["nginx", "registry", "docker-proxy", "rootlessport", "airgap", "nerdctl"]

    /// The ports of the bundle's services and of a cluster: free, or taken by whom.
    func portChecks() -> [DoctorCheck] {
        guard let sockets = listening() else { return [DoctorCheck("ports", .unseen, "which ports are taken")] }
        var wanted: [(port: Int, purpose: String)] = []
        if needs?.hasServices ?? true {
            wanted += [(settings.registryPort, "the registry"), (settings.httpPort, "files and packages")]
            wanted.append((settings.pushPort, "pushes to the registry"))
        }
        if hasKubernetes { wanted += Self.clusterPorts.map { ($0, "Kubernetes") } }
        let taken = sockets.filter { socket in wanted.contains { $0.port == socket.port } }
        let owners = SocketOwners(machine, of: Set(taken.map(\.inode)))
        var checks: [DoctorCheck] = []
        let free = wanted.filter { wish in !taken.contains { $0.port == wish.port } }.map { String($0.port) }
        if !free.isEmpty { checks.append(DoctorCheck("ports", .ok, "free: \(free.joined(separator: ", "))")) }
        for (port, purpose) in wanted {
            guard let socket = taken.first(where: { $0.port == port }) else { continue }
            checks.append(Self.check(port, purpose, owners[socket.inode]))
        }
        return checks
    }

    private static func check(_ port: Int, _ purpose: String, _ owner: String?) -> DoctorCheck {
        let command = "ss -ltnp 'sport = :\(port)'"
        guard let owner else {
            return DoctorCheck(
                "ports", .fix, "\(port), for \(purpose), is taken by a program that this user cannot see", run: command)
        }
        let name = owner.prefix { $0 != " " }
        let isOwn =
            purpose == "Kubernetes" ? name.hasPrefix("kube") || name == "etcd" : ownPrograms.contains(String(name))
        guard isOwn else {
            return DoctorCheck("ports", .fix, "\(port), for \(purpose), is taken by \(owner)", run: command)
        }
        return DoctorCheck(
            "ports", .note, "\(port), for \(purpose), is taken by \(owner): right when that is this site's own")
    }

    private func listening() -> [ListeningSocket]? {
        let files = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap { machine.see($0).text }
        return files.isEmpty ? nil : files.flatMap(ListeningSocket.all)
    }
}
