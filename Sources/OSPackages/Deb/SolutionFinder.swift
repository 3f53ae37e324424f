/// Finds the packages that satisfy a relation, in apt's order of preference.
struct SolutionFinder {
    typealias ID = PackageIndex.ID

    let index: PackageIndex
    let architecture: String
    /// Packages whose version was asked for; no other version of them is ever a solution.
    let pins: [PackageIndex.NameID: ID]

    /// The solutions of one relation, the best first.
    func solutions(of relation: Relation) -> [ID] {
        guard let name = index.nameID(relation.name) else { return [] }
        return (real(name, relation).map { [$0] } ?? []) + providers(name, relation)
    }

    /// The version of a name that is taken unless something else is asked for.
    func candidate(_ name: PackageIndex.NameID) -> ID? {
        pins[name] ?? index.newest(index.packages(named: name))
    }

    /// Why a relation has no solution.
    func absence(of relation: Relation) -> String {
        guard let name = index.nameID(relation.name) else { return "no repository has \(relation.name)" }
        if let pin = pins[name] { return "\(relation.name) is pinned to \(index.text(.version, of: pin))" }
        let versions = index.packages(named: name).map { index.text(.version, of: $0) }
        guard !versions.isEmpty else { return "nothing provides \(relation)" }
        return "of \(relation.name) there is only \(Set(versions).sorted().joined(separator: ", "))"
    }

    private func real(_ name: PackageIndex.NameID, _ relation: Relation) -> ID? {
        guard let candidate = candidate(name) else { return nil }
        if accepts(candidate, relation) { return candidate }
        guard pins[name] == nil else { return nil }
        return index.newest(index.packages(named: name).filter { accepts($0, relation) })
    }

    private func accepts(_ package: ID, _ relation: Relation) -> Bool {
        relation.fits(index.traits(of: package), architecture) && relation.accepts(index.text(.version, of: package))
    }

    private func providers(_ name: PackageIndex.NameID, _ relation: Relation) -> [ID] {
        index.providers(of: name).filter { provider in
            candidate(index.nameID(of: provider)) == provider && relation.fits(index.traits(of: provider), architecture)
                && index.nameID(of: provider) != name && index.provides(provider, relation)
        }
        .sorted(by: isPreferred)
    }

    /// Essential packages first, then the more important, then those read first.
    private func isPreferred(_ left: ID, _ right: ID) -> Bool {
        let first = index.traits(of: left).contains(.essential)
        if first != index.traits(of: right).contains(.essential) { return first }
        return (index.priority(of: left), left) < (index.priority(of: right), right)
    }
}
