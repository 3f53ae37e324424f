import AirgapCore

extension MachineDoctor {
    /// The machine's own name, and the registry's.
    func nameChecks() async -> [DoctorCheck] { [hostNameCheck(), await registryNameCheck()].compactMap { $0 } }

    private func hostNameCheck() -> DoctorCheck? {
        let seen = machine.see("/proc/sys/kernel/hostname").word ?? machine.see("/etc/hostname").word
        guard let name = seen, !name.isEmpty, name != "(none)" else {
            return DoctorCheck("names", .unseen, "the machine's name")
        }
        let command = "hostnamectl set-hostname NAME   # lower-case letters, digits, '-' and '.'"
        guard Self.isNodeName(name) else {
            let fact = "the host name \(Quoted(name)) is none that Kubernetes takes"
            return DoctorCheck("names", hasKubernetes ? .fix : .note, fact, run: command)
        }
        if name == "localhost" || name.hasPrefix("localhost.") {
            return DoctorCheck(
                "names", hasKubernetes ? nodeState : .note, "the machine has no name of its own", run: command)
        }
        return DoctorCheck("names", .ok, "this machine is \(name)")
    }

    /// A DNS subdomain (RFC 1123).
    private static func isNodeName(_ name: String) -> Bool {
        name.utf8.count <= 253
            && name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.count <= 63 && part.first != UInt8(ascii: "-") && part.last != UInt8(ascii: "-")
                    && part.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private func registryNameCheck() async -> DoctorCheck {
        let name = settings.registryDomain
        if let address = Self.address(of: name, in: machine.see("/etc/hosts").text ?? "") {
            return DoctorCheck("names", .ok, "\(PlainText(name)) is \(PlainText(address)) in /etc/hosts")
        }
        let command = "echo 'ADDRESS \(PlainText(name))' >> /etc/hosts"
        // A name is no option.
        let answer = name.hasPrefix("-") ? nil : await machine.probe.output(of: "getent", ["ahosts", name])
        if let address = answer?.split(whereSeparator: \.isWhitespace).first {
            return DoctorCheck("names", .ok, "\(PlainText(name)) is \(PlainText(address)) by the name service")
        }
        return DoctorCheck(
            "names", .note,
            "the registry's name \(PlainText(name)) leads nowhere yet; install.sh and node-setup.sh enter it",
            run: command)
    }

    /// hosts(5).
    static func address(of name: String, in hosts: String) -> String? {
        for line in hosts.split(whereSeparator: \.isNewline).prefix(10_000) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            if words.dropFirst().contains(where: { $0.lowercased() == name.lowercased() }) {
                return words.first.map(String.init)
            }
        }
        return nil
    }
}
