/// One build of a module's stream: a `modulemd` document (libmodulemd's modulemd stream v2).
struct ModuleBuild: Sendable, Equatable {
    let name: String
    let stream: String
    /// Grows from build to build.
    let version: UInt64
    /// Tells builds of one version apart that were made against different other modules.
    let context: String
    /// Alternatives; each maps modules to the streams that will do, where none means any and `-x` all but `x`.
    let requires: [[String: [String]]]
    /// The packages of the build, as `RPMPackage.nevra` has them.
    let artifacts: [String]
    /// The names of its packages, sources left out.
    let packageNames: [String]
}
