import AirgapCore

/// Where a target's repository stands in the bundle: `<distribution>/<arch>/<codename>`.
struct RepositoryPlace: Equatable {
    let distribution: String
    let codename: String

    /// Takes what the target says, else what the first suite's signed Release says.
    ///
    /// - Throws: `StageError` when neither can be a folder's name.
    init(target: TargetConfiguration, releases: [ReleaseFile]) throws(StageError) {
        let first = releases.first
        distribution = try Self.part("Origin", first?.origin, key: "distribution", target.distribution, target.id)
        codename = try Self.part("Codename", first?.codename, key: "codename", target.codename, target.id)
    }

    private static func part(
        _ field: String, _ value: String?, key: String, _ written: String?, _ target: String
    ) throws(StageError) -> String {
        if let written { return written }
        let text = withoutPocket(value?.lowercased() ?? "")
        if let part = PathPart.checked(text) { return part }
        throw StageError(
            stage: OSPackagesModule.name.rawValue, item: target,
            cause: PlaceError(field: field, value: value ?? "", key: key))
    }

    /// `bookworm-security` belongs to `bookworm`.
    private static func withoutPocket(_ codename: String) -> String {
        for pocket in ["-security", "-updates", "-backports", "-proposed-updates"] where codename.hasSuffix(pocket) {
            return String(codename.dropLast(pocket.utf8.count))
        }
        return codename
    }
}
