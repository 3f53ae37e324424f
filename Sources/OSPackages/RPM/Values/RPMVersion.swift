/// Epoch, version and release of a package or of a relation's bound (rpm-version(7)).
struct RPMVersion: Hashable, Sendable, CustomStringConvertible {
    /// nil when it is not written: the same as 0 in comparisons, but not in texts.
    let epoch: UInt32?
    let version: String
    /// nil when a relation names no release: then releases are not compared.
    let release: String?

    /// `1:2.3-4.el9`; an epoch of 0 is left out, as dnf does.
    var description: String {
        let epoch = epoch.map { $0 == 0 ? "" : "\($0):" } ?? ""
        return epoch + version + (release.map { "-" + $0 } ?? "")
    }
}
