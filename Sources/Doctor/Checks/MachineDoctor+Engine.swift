import AirgapCore

extension MachineDoctor {
    private static let sockets = [
        ("containerd", "/run/containerd/containerd.sock"), ("docker", "/run/docker.sock"),
        ("cri-o", "/run/crio/crio.sock"), ("podman", "/run/podman/podman.sock"),
    ]

    /// Which container engines there are, and which run; none is started.
    func engineChecks() async -> [DoctorCheck] {
        var checks: [DoctorCheck] = []
        for name in ["containerd", "docker", "nerdctl", "podman"] where machine.program(name) != nil {
            let text = await machine.probe.output(of: name, ["--version"])
            let line = text?.split(whereSeparator: \.isNewline).first.map { "\(PlainText($0))" }
            checks.append(DoctorCheck("containers", .ok, line ?? "\(name) is installed"))
        }
        for (name, path) in Self.sockets where machine.kind(path) == .socket {
            checks.append(DoctorCheck("containers", .ok, "\(name) runs (\(path))"))
        }
        guard checks.isEmpty else { return checks }
        guard let needs else { return [DoctorCheck("containers", .note, "no container engine is here yet")] }
        let fact = "no container engine is here; "
        if needs.hasEngine {
            return [DoctorCheck("containers", .note, fact + "the bundle brings one, and install.sh installs it")]
        }
        guard needs.hasServices else { return [DoctorCheck("containers", .note, fact + "'airgap serve' needs none")] }
        return [
            DoctorCheck(
                "containers", .fix,
                fact + "the bundle brings none: install containerd, docker or podman, or use 'airgap serve'",
                run: "airgap serve \(needs.path)")
        ]
    }
}
