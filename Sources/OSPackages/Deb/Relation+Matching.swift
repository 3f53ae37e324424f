extension Relation {
    /// Whether a package's architecture is acceptable; only packages of the index's architecture and `all` are asked.
    func fits(_ traits: PackageTraits, _ architecture: String) -> Bool {
        switch qualifier {
        case nil: true
        case "any": traits.contains(.anyArchitecture)
        case architecture, "native": true
        default: false
        }
    }

    /// Whether a `Provides` entry satisfies this relation: one without version only a relation without version.
    func isSatisfied(byProvided provided: Relation) -> Bool {
        guard provided.name == name else { return false }
        guard let constraint else { return true }
        guard let version = provided.constraint?.version else { return false }
        return constraint.comparison.accepts(DebianVersion.compare(version, constraint.version))
    }
}

extension PackageIndex {
    /// Whether a package's `Provides` satisfies a relation; an unreadable field provides nothing.
    func provides(_ package: ID, _ relation: Relation) -> Bool {
        let provided = (try? relations(.provides, of: package)) ?? []
        return provided.contains { $0.contains(where: relation.isSatisfied(byProvided:)) }
    }
}
