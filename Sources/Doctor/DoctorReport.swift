/// Everything that was looked at.
package struct DoctorReport: Codable, Sendable {
    /// The bundle that it was compared with.
    package let bundle: String?
    package let checks: [DoctorCheck]

    package init(bundle: String?, checks: [DoctorCheck]) {
        self.bundle = bundle
        self.checks = checks
    }

    /// How many checks came to this.
    package func count(_ state: DoctorCheck.State) -> Int { checks.count { $0.state == state } }

    /// Whether something must be fixed.
    package var needsFix: Bool { count(.fix) > 0 }
}
