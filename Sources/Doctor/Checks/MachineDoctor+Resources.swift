import AirgapCore
import SystemPackage

extension MachineDoctor {
    /// What a control plane needs at least, as kubeadm has it: 1700 MiB and two processors.
    private static let leastMemory: Int64 = 1700 << 20
    /// What the images and logs of a node need as a rule.
    private static let usualState: Int64 = 10 << 30

    /// Disk, memory, processors.
    func resourceChecks() -> [DoctorCheck] {
        [bundleDiskCheck(), stateDiskCheck(), memoryCheck(), processorCheck()].compactMap { $0 }
    }

    private func bundleDiskCheck() -> DoctorCheck? {
        guard let needs else { return nil }
        let topic = "disk"
        guard needs.isPacked else {
            return DoctorCheck(topic, .ok, "the bundle is unpacked (\(ByteCount(needs.manifest.bytes)))")
        }
        let folder = needs.path.removingLastComponent()
        let place = folder.isEmpty ? FilePath(".") : folder
        guard let space = machine.probe.space(at: place) else {
            return DoctorCheck(topic, .unseen, "how much room is at \(place)")
        }
        let need = needs.manifest.bytes + needs.manifest.bytes / 50
        let fact =
            "\(ByteCount(space.free)) free at \(place), the unpacked bundle has \(ByteCount(needs.manifest.bytes))"
        return DoctorCheck(topic, space.free >= need ? .ok : .fix, fact)
    }

    private func stateDiskCheck() -> DoctorCheck {
        let topic = "disk"
        let place = machine.place(machine.has("/var/lib") ? "/var/lib" : "/")
        guard let space = machine.probe.space(at: place) else {
            return DoctorCheck(topic, .unseen, "how much room is at /var/lib")
        }
        let fact = "\(ByteCount(space.free)) of \(ByteCount(space.total)) free at /var/lib, where images and logs go"
        return DoctorCheck(topic, space.free >= Self.usualState ? .ok : space.free < 1 << 30 ? .fix : .note, fact)
    }

    private func memoryCheck() -> DoctorCheck {
        let lines = machine.see("/proc/meminfo").text?.split(separator: "\n").prefix(200) ?? []
        let line = lines.first { $0.hasPrefix("MemTotal:") }
        let fields = line?.split(separator: " ") ?? []
        guard fields.count >= 2, let kibibytes = Int64(fields[1]), (0..<1 << 43).contains(kibibytes) else {
            return DoctorCheck("memory", .unseen, "how much memory there is")
        }
        let bytes = kibibytes << 10
        let fact = "\(ByteCount(bytes)) of memory"
        guard hasKubernetes, bytes < Self.leastMemory else { return DoctorCheck("memory", .ok, fact) }
        return DoctorCheck(
            "memory", bytes < 900 << 20 ? .fix : .note,
            fact + "; a control plane needs \(ByteCount(Self.leastMemory)), a node 1 GB")
    }

    private func processorCheck() -> DoctorCheck? {
        guard hasKubernetes, let text = machine.see("/proc/cpuinfo").text else { return nil }
        let count = text.split(separator: "\n").count { $0.hasPrefix("processor") }
        guard count > 0 else { return nil }
        let fact = "\(count) processor\(count == 1 ? "" : "s")"
        return DoctorCheck(
            "processors", count >= 2 ? .ok : .note, count >= 2 ? fact : fact + "; a control plane needs 2")
    }
}
