import AirgapCore

extension MachineDoctor {
    /// kubelet does not start while there is swap, unless it is told otherwise.
    func swapChecks() -> [DoctorCheck] {
        guard let text = machine.see("/proc/swaps").text else {
            return [DoctorCheck("swap", .unseen, "whether there is swap")]
        }
        let active = text.split(separator: "\n").dropFirst().prefix(100).compactMap {
            $0.split(whereSeparator: \.isWhitespace).first
        }
        guard !active.isEmpty else { return [DoctorCheck("swap", .ok, "no swap")] }
        let list = active.prefix(4).map { "\(PlainText($0))" }.joined(separator: ", ")
        return [
            DoctorCheck(
                "swap", nodeState, "swap is on (\(list)): kubelet does not start with it",
                run: "swapoff -a && sed -i.bak '/\\sswap\\s/ s/^/#/' /etc/fstab")
        ]
    }
}
