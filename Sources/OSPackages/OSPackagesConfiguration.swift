import AirgapCore
import SystemPackage

/// The `targets` of airgap.yaml with the groups they take.
struct OSPackagesConfiguration: Sendable {
    /// Where relative paths start.
    let folder: FilePath
    let targets: [TargetConfiguration]

    /// Reads the project's sections; every fault goes to its collector.
    ///
    /// - Returns: nil when there are no targets, or when a fault was found.
    init?(project: ProjectConfiguration) {
        let before = project.faultCount
        folder = project.folder
        guard let section = project.section("targets"), let nodes = section.list() else {
            if let packages = project.section("packages") { packages.fault("no target takes packages from it") }
            return nil
        }
        let reader = TargetReader(project: project, groups: Self.groups(project, targets: nodes))
        targets = nodes.compactMap(reader.target)
        for (position, target) in targets.enumerated()
        where targets[..<position].contains(where: { $0.id == target.id }) {
            section.fault("the id \(Quoted(target.id)) stands twice")
        }
        if project.faultCount != before || targets.isEmpty { return nil }
    }

    /// packages.yaml, when it is named or some target takes groups.
    private static func groups(_ project: ProjectConfiguration, targets: [ConfigurationNode]) -> PackageGroups? {
        if let node = project.section("packages") {
            return node.text().flatMap { project.document(at: $0, namedBy: node) }.flatMap(PackageGroups.init)
        }
        for target in targets {
            guard case .mapping = target.value.content, let node = target.openMapping()?["groups"] else { continue }
            return project.document(at: "packages.yaml", namedBy: node).flatMap(PackageGroups.init)
        }
        return nil
    }
}
