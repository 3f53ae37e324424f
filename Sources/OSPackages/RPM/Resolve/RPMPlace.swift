import AirgapCore

/// Where an rpm target's repository stands in the bundle: `<distribution>/<release>/os/<arch>`.
struct RPMPlace: Equatable {
    /// Rebuilds of one enterprise distribution, whose module platform is `el` and the release.
    private static let enterprise: Set<String> = [
        "rocky", "alma", "almalinux", "centos", "rhel", "oracle", "oraclelinux", "el", "eurolinux", "springdale",
    ]

    let distribution: String
    let release: String

    /// Takes what the target says, else the two halves of its id: `rocky9` is `rocky` and `9`.
    ///
    /// - Throws: `StageError` when neither is enough.
    init(_ target: TargetConfiguration) throws(StageError) {
        let digits = target.id.firstIndex { $0.isNumber } ?? target.id.endIndex
        let name = target.id[..<digits].filter { $0 != "-" && $0 != "_" }
        distribution = try Self.part("distribution", target.distribution ?? String(name), target.id)
        release = try Self.part("release", target.codename ?? String(target.id[digits...]), target.id)
    }

    private static func part(_ key: String, _ text: String, _ target: String) throws(StageError) -> String {
        if let part = PathPart.checked(text) { return part }
        throw StageError(
            stage: OSPackagesModule.name.rawValue, item: target, cause: RPMPlaceError(target: target, key: key))
    }

    /// The stream of the module `platform`: `el9`, `f41`; nil when it is not known, and any will do.
    var platform: String? {
        let major = release.prefix { $0.isNumber }
        if Self.enterprise.contains(distribution) { return "el\(major)" }
        return distribution == "fedora" ? "f\(major)" : nil
    }
}
