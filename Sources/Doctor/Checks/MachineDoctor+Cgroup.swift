import AirgapCore

extension MachineDoctor {
    private static let controllers = ["cpu", "cpuset", "memory", "pids"]

    /// The version of control groups, and its controllers.
    func cgroupChecks() -> [DoctorCheck] {
        guard let list = machine.see("/sys/fs/cgroup/cgroup.controllers").word else {
            guard machine.has("/sys/fs/cgroup/memory") || machine.has("/sys/fs/cgroup/cpu") else {
                return [DoctorCheck("cgroup", .unseen, "which control groups there are")]
            }
            return [
                DoctorCheck(
                    "cgroup", hasKubernetes ? .note : .ok,
                    !hasKubernetes
                        ? "version 1"
                        : "version 1: kubelet refuses it from 1.35 on; boot with systemd.unified_cgroup_hierarchy=1")
            ]
        }
        let missing = Self.controllers.filter { !list.split(separator: " ").contains(Substring($0)) }
        guard missing.isEmpty else {
            return [
                DoctorCheck(
                    "cgroup", hasKubernetes ? .fix : .note, "version 2 without \(missing.joined(separator: ", "))")
            ]
        }
        return [DoctorCheck("cgroup", .ok, "version 2")]
    }
}
