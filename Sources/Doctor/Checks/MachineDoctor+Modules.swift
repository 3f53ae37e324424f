import AirgapCore

extension MachineDoctor {
    /// How a kernel module is.
    private enum ModuleState {
        /// Loaded, or part of the kernel.
        case here
        case loadable
        case absent
        case unseen
    }

    /// Modules with the file that tells that their work is done, whoever does it.
    private static let modules = [
        ("overlay", ""), ("br_netfilter", "/proc/sys/net/bridge/bridge-nf-call-iptables"),
        ("nf_conntrack", "/proc/sys/net/netfilter/nf_conntrack_max"),
    ]
    private static let balancing = ["ip_vs", "ip_vs_rr", "ip_vs_wrr", "ip_vs_sh"]

    /// The kernel modules of a node.
    func moduleChecks() -> [DoctorCheck] {
        let catalogue = moduleCatalogue()
        var checks: [DoctorCheck] = []
        var here: [String] = []
        for (name, sign) in Self.modules {
            switch state(of: name, sign, catalogue) {
            case .here: here.append(name)
            case .loadable: checks.append(Self.loadable(name, nodeState))
            case .absent: checks.append(DoctorCheck("modules", .fix, "the kernel has no module \(name)"))
            case .unseen: checks.append(DoctorCheck("modules", .unseen, "whether the kernel has the module \(name)"))
            }
        }
        if !here.isEmpty { checks.insert(DoctorCheck("modules", .ok, here.joined(separator: ", ")), at: 0) }
        let states = Self.balancing.map { state(of: $0, "", catalogue) }
        if states.contains(where: { $0 == .absent }) {
            checks.append(
                DoctorCheck("modules", .note, "no ip_vs modules: kube-proxy's mode ipvs cannot be used, iptables can"))
        } else if states.contains(where: { $0 == .loadable }) {
            checks.append(Self.loadable(Self.balancing.joined(separator: " "), .note))
        }
        return checks
    }

    private static func loadable(_ names: String, _ state: DoctorCheck.State) -> DoctorCheck {
        let file = "/etc/modules-load.d/kubernetes.conf"
        let list = names.split(separator: " ")
        let lines = list.map { "'\($0)'" }.joined(separator: " ")
        return DoctorCheck(
            "modules", state, "not loaded: \(list.joined(separator: ", "))",
            run: "modprobe -a \(names) && printf '%s\\n' \(lines) >> \(file)")
    }

    private func state(of name: String, _ sign: String, _ catalogue: Set<String>?) -> ModuleState {
        if machine.has("/sys/module/\(name)") || (!sign.isEmpty && machine.has(sign)) { return .here }
        let systems = machine.see("/proc/filesystems").text?.split(whereSeparator: \.isWhitespace) ?? []
        if systems.contains(Substring(name)) { return .here }
        guard let catalogue else { return .unseen }
        return catalogue.contains(name) ? .loadable : .absent
    }

    /// The names of the modules that can be loaded; nil when they cannot be seen.
    private func moduleCatalogue() -> Set<String>? {
        guard let release = machine.see("/proc/sys/kernel/osrelease").word, !release.contains("/") else { return nil }
        for folder in ["/lib/modules", "/usr/lib/modules"] {
            let files = ["modules.dep", "modules.builtin"].compactMap { machine.see("\(folder)/\(release)/\($0)").text }
            guard !files.isEmpty else { continue }
            return Set(files.flatMap { $0.split(separator: "\n").map(Self.moduleName) })
        }
        return nil
    }

    /// `kernel/net/bridge/br_netfilter.ko.xz: …` is br_netfilter.
    private static func moduleName(_ line: Substring) -> String {
        let path = line.prefix { $0 != ":" }
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." }.replacing("-", with: "_"))
    }
}
