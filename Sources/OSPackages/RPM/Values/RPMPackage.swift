import AirgapCore

/// What resolving and writing a repository need of one rpm, read from primary.xml or from the rpm's own header.
struct RPMPackage: Sendable, Equatable {
    let name: String
    let version: RPMVersion
    /// `x86_64`, `aarch64`, `noarch`; `src` and `nosrc` are source packages.
    let architecture: String
    /// `name-[epoch:]version-release.architecture`: one package of one build.
    var nevra: String { "\(name)-\(version).\(architecture)" }

    var requires: [RPMRelation] = []
    var provides: [RPMRelation] = []
    var conflicts: [RPMRelation] = []
    var obsoletes: [RPMRelation] = []
    var recommends: [RPMRelation] = []
    var suggests: [RPMRelation] = []
    var supplements: [RPMRelation] = []
    var enhances: [RPMRelation] = []
    /// Absolute paths; from primary.xml only those it lists (`*bin/*`, `/etc/*`, `/usr/lib/sendmail`).
    var files: [String] = []
}
