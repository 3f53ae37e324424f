/// Hides what dnf hides: packages of streams that are not active, and packages that an active stream replaces.
struct ModuleFilter: Sendable {
    /// The active streams, `nodejs:18`, sorted.
    let activeStreams: [String]
    /// Default streams that are left out, with the reason, for people.
    let warnings: [String]
    /// The packages of inactive streams, as `RPMPackage.nevra` has them.
    let hiddenPackages: Set<String>
    /// The packages of active streams.
    let activePackages: Set<String>
    /// Names that only active streams may give.
    private let activeNames: Set<String>

    /// - Parameters:
    ///   - modules: all repositories' modules together.
    ///   - enabled: streams that are asked for, `nodejs:20`.
    ///   - platform: the distribution's stream of the module `platform`, `el9`; nil when any will do.
    /// - Throws: `ModuleRequestError`, or a `FailureList` of them.
    init(_ modules: ModulesFile, enabled: [String], platform: String? = nil) throws {
        let activation = try ModuleActivation(modules, enabled: enabled, platform: platform)
        activeStreams = activation.active.compactMap { $1.first.map { "\($0.name):\($0.stream)" } }.sorted()
        warnings = activation.warnings
        let active = activation.active.values.flatMap { $0 }
        let activePackages = Set(active.flatMap(\.artifacts))
        self.activePackages = activePackages
        hiddenPackages = Set(modules.builds.flatMap(\.artifacts)).subtracting(activePackages)
        activeNames = Set(active.flatMap(\.packageNames))
    }

    /// Whether a package must not be seen.
    ///
    /// Not to be asked about a repository with `module_hotfixes`.
    func hides(_ package: RPMPackage) -> Bool {
        guard !activeNames.isEmpty || !hiddenPackages.isEmpty else { return false }
        let nevra = package.nevra
        guard !activePackages.contains(nevra) else { return false }
        return hiddenPackages.contains(nevra) || activeNames.contains(package.name)
            || package.provides.contains { activeNames.contains($0.name) }
    }
}
