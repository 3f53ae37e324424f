import AirgapCore
import SystemPackage

/// Whether this machine's apt looks at the dates of Release files (apt.conf(5), `Acquire::Check-Valid-Until` and
/// `Acquire::Check-Date`).
///
/// A machine behind a frozen mirror has them turned off. A repository with `url: system` follows that, with a warning for
/// each date that would have been refused; every other repository is strict unless its entry says `check_date: false`.
enum AptDateChecks {
    /// True unless apt itself was told otherwise; only the root `/` has an apt to ask.
    static func areOn(root: FilePath) async -> Bool {
        guard root == "/" else { return true }
        let names = ["Acquire::Check-Valid-Until", "Acquire::Check-Date"]
        let outcome = try? await CommandRunner.run(
            "apt-config", ["dump", "--no-empty", "--format", "%v%n"] + names)
        guard let outcome, outcome.status == 0 else { return true }
        let off: Set<Substring> = ["false", "no", "off", "0", "without", "disable"]
        return !String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").contains(where: off.contains)
    }
}
