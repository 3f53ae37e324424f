import AirgapCore

extension MachineDoctor {
    /// Folders that programs are started from, and who does so.
    private static let places = [
        ("/tmp", DoctorCheck.State.note, "the deployer unpacks and starts programs there"),
        ("/var/lib", .fix, "containers' programs lie there"),
        ("/usr/local/bin", .fix, "tools are put there"),
        ("/opt", .note, "network plugins are put below /opt/cni"),
    ]

    /// Mounts that forbid what is done on them.
    func mountChecks() -> [DoctorCheck] {
        guard let text = machine.see("/proc/self/mountinfo").text else {
            return [DoctorCheck("mounts", .unseen, "how /tmp and /var are mounted")]
        }
        let mounts = Mount.all(text)
        var checks: [DoctorCheck] = []
        for (path, state, why) in Self.places {
            guard let mount = Mount.of(path, in: mounts) else { continue }
            for option in ["noexec", "ro"] where mount.options.contains(Substring(option)) {
                let point = "\(PlainText(mount.point))"
                let remedy = option == "ro" ? "rw" : "exec"
                checks.append(
                    DoctorCheck(
                        "mounts", state, "\(path) is on \(point), mounted \(option): \(why)",
                        run: "mount -o remount,\(remedy) \(point)   # and in /etc/fstab"))
            }
        }
        return checks.isEmpty
            ? [DoctorCheck("mounts", .ok, "/tmp, /var/lib, /usr/local/bin and /opt can be used")] : checks
    }
}
