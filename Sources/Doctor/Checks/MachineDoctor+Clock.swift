import AirgapCore

extension MachineDoctor {
    /// Seconds of difference that certificates, tokens and etcd do not bear.
    private static let tolerance: Int64 = 300

    /// The clock, against the bundle's time and a server's.
    func clockChecks() -> [DoctorCheck] {
        [bundleClockCheck(), serverClockCheck(), synchronisationCheck()].compactMap { $0 }
    }

    private func bundleClockCheck() -> DoctorCheck? {
        guard let created = needs?.manifest.created else { return nil }
        let now = machine.probe.now
        guard now < created else { return DoctorCheck("clock", .ok, "\(now), later than the bundle's \(created)") }
        return DoctorCheck(
            "clock", .fix,
            "\(now) is before the bundle was made (\(created)): apt refuses its repository as not valid yet, and certificates "
                + "made here would be too old", run: "date -u -s \(created) && hwclock -w   # or the right time")
    }

    private func serverClockCheck() -> DoctorCheck? {
        guard let server else { return nil }
        guard let time = server.time else {
            let reason = server.failure ?? "it tells no time"
            return DoctorCheck("clock", .unseen, "the clock of \(PlainText(server.name)): \(PlainText(reason))")
        }
        let now = machine.probe.now
        let (difference, overflow) = now.seconds.subtractingReportingOverflow(time.seconds)
        let amount = overflow ? Int64.max : difference
        guard amount.magnitude > UInt64(Self.tolerance) else {
            return DoctorCheck("clock", .ok, "\(amount) s from \(PlainText(server.name))")
        }
        let words = amount > 0 ? "ahead of" : "behind"
        return DoctorCheck(
            "clock", .fix,
            "\(amount.magnitude) s \(words) \(PlainText(server.name)): certificates and etcd do not bear that",
            run: "date -u -s \(time)")
    }

    private func synchronisationCheck() -> DoctorCheck? {
        let names = ["chronyd", "systemd-timesyn", "ntpd"]
        let running = machine.running()
        guard !running.isEmpty else { return nil }
        if let name = names.first(where: running.contains) { return DoctorCheck("clock", .ok, "kept by \(name)") }
        return DoctorCheck("clock", .note, "nothing keeps the clock right (chrony is set up by install.sh)")
    }
}
