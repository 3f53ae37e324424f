/// The packages of a closure while it grows, with what they provide and what they do not stand beside.
struct ChosenPackages {
    typealias ID = PackageIndex.ID

    /// A package's statement about others.
    private struct Statement {
        let owner: ID
        let relation: Relation
    }

    private let index: PackageIndex
    private let architecture: String
    /// In the order added.
    private(set) var order: [ID] = []
    private var byName: [String: [ID]] = [:]
    private var provided: [String: [Statement]] = [:]
    private var refused: [String: [Statement]] = [:]

    init(index: PackageIndex, architecture: String) {
        self.index = index
        self.architecture = architecture
    }

    /// Adds a package.
    ///
    /// - Throws: `ResolutionError.unreadable`.
    mutating func add(_ package: ID) throws(ResolutionError) {
        if !index.isAssumed(package) { removeAssumed(index.name(of: package)) }
        order.append(package)
        byName[index.name(of: package), default: []].append(package)
        for relation in try index.relations(.provides, of: package).joined() {
            provided[relation.name, default: []].append(Statement(owner: package, relation: relation))
        }
        for relation in try refusals(of: package) {
            refused[relation.name, default: []].append(Statement(owner: package, relation: relation))
        }
    }

    /// A newer version takes the place of the one that the site's machines have.
    private mutating func removeAssumed(_ name: String) {
        guard let old = byName[name]?.first(where: index.isAssumed) else { return }
        byName[name]?.removeAll { $0 == old }
        order.removeAll { $0 == old }
        for relation in ((try? index.relations(.provides, of: old)) ?? []).joined() {
            provided[relation.name]?.removeAll { $0.owner == old }
        }
        for relation in (try? refusals(of: old)) ?? [] { refused[relation.name]?.removeAll { $0.owner == old } }
    }

    /// Whether a relation is satisfied already.
    func satisfies(_ relation: Relation) -> Bool {
        !holders(of: relation).isEmpty
    }

    /// Whether a package and one of the chosen exclude each other.
    func conflicts(with package: ID) -> Bool {
        if !refusers(of: package).isEmpty { return true }
        let relations = (try? refusals(of: package)) ?? []
        return relations.contains { holders(of: $0).contains { isOther($0, than: package) } }
    }

    /// Conflicts among the chosen, and names chosen in two versions, in words and sorted.
    func warnings() -> [String] {
        var result: Set<String> = []
        for package in order {
            for other in refusers(of: package) where !index.isAssumed(package) || !index.isAssumed(other) {
                let names = [index.name(of: other), index.name(of: package)].sorted()
                result.insert("\(names[0]) and \(names[1]) cannot be installed together")
            }
        }
        for (name, packages) in byName where packages.count > 1 {
            let versions = packages.map { index.text(.version, of: $0) }.joined(separator: ", ")
            result.insert("\(name) is needed in several versions, which cannot be installed together: \(versions)")
        }
        return result.sorted()
    }

    private func refusals(of package: ID) throws(ResolutionError) -> [Relation] {
        Array(try (index.relations(.conflicts, of: package) + index.relations(.breaks, of: package)).joined())
    }

    /// The chosen packages that satisfy a relation.
    func holders(of relation: Relation) -> [ID] {
        let real = (byName[relation.name] ?? []).filter {
            relation.fits(index.traits(of: $0), architecture) && accepts($0, relation)
        }
        let providers = (provided[relation.name] ?? []).filter {
            relation.fits(index.traits(of: $0.owner), architecture) && relation.isSatisfied(byProvided: $0.relation)
        }
        return real + providers.map(\.owner)
    }

    /// The chosen packages that do not stand beside a package.
    private func refusers(of package: ID) -> [ID] {
        var found = (refused[index.name(of: package)] ?? []).filter { accepts(package, $0.relation) }
        for entry in ((try? index.relations(.provides, of: package)) ?? []).joined() {
            found += (refused[entry.name] ?? []).filter { $0.relation.isSatisfied(byProvided: entry) }
        }
        return found.map(\.owner).filter { isOther($0, than: package) }
    }

    private func accepts(_ package: ID, _ relation: Relation) -> Bool {
        guard !index.traits(of: package).contains(.unversioned) else { return relation.constraint == nil }
        return relation.accepts(index.text(.version, of: package))
    }

    /// A package may conflict with a name that it provides itself: with all others that do.
    private func isOther(_ package: ID, than other: ID) -> Bool {
        index.nameID(of: package) != index.nameID(of: other)
    }
}
