import AirgapCore

extension MachineDoctor {
    /// How many files programs may open.
    func limitChecks() -> [DoctorCheck] {
        guard let most = machine.setting("fs.file-max").number, let one = machine.setting("fs.nr_open").number else {
            return [DoctorCheck("limits", .unseen, "how many files may be open")]
        }
        var checks: [DoctorCheck] = []
        if most < 100_000 {
            checks.append(
                DoctorCheck(
                    "limits", .note, "fs.file-max = \(most), few for a node", run: "sysctl -w fs.file-max=1000000"))
        }
        if one < 65_536 {
            checks.append(
                DoctorCheck(
                    "limits", .note, "fs.nr_open = \(one), few for a container engine",
                    run: "sysctl -w fs.nr_open=1048576"))
        }
        return checks.isEmpty ? [DoctorCheck("limits", .ok, "fs.nr_open = \(one), fs.file-max = \(most)")] : checks
    }
}
