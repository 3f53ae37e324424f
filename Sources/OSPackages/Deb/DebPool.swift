import CSolv

/// Packages of an index in a libsolv pool, for what the apt-like resolver cannot decide: conflicts and proofs.
struct DebPool {
    typealias ID = PackageIndex.ID

    let pool: SolverPool
    private let index: PackageIndex
    private var solvables: [ID: Id] = [:]
    private var packages: [Id: ID] = [:]

    /// Takes in packages that may be chosen, and those that are there already and stay.
    init(_ index: PackageIndex, available: [ID], installed: [ID] = []) {
        self.index = index
        pool = SolverPool(.deb, architecture: index.architecture)
        let repository = pool.makeRepository("available")
        for package in available where isReadable(package) { add(package, to: repository) }
        if !installed.isEmpty {
            let base = pool.makeRepository("installed")
            for package in installed { add(package, to: base, isInstalled: true) }
            pool.setInstalled(base)
        }
        pool.prepare()
    }

    /// The pool's number of a package.
    func solvable(_ package: ID) -> Id? { solvables[package] }

    /// The index's number of a package.
    func package(_ solvable: Id) -> ID? { packages[solvable] }

    private mutating func add(_ package: ID, to repository: SolverPool.Repository, isInstalled: Bool = false) {
        let name = index.name(of: package)
        let version = Self.normal(index.text(.version, of: package))
        let id = pool.add(
            name: name, version: version, architecture: index.architecture(of: package), to: repository)
        solvables[package] = id
        packages[id] = package
        if index.traits(of: package).contains(.anyArchitecture) {
            let any = pool.relation(pool.id(name + ":any"), REL_EQ, pool.id(version))
            pool.add(any, to: .provides, of: id, in: repository)
        }
        for relation in relations(.provides, of: package).joined() {
            pool.add(dependency(relation), to: .provides, of: id, in: repository)
        }
        for relation in (relations(.conflicts, of: package) + relations(.breaks, of: package)).joined() {
            pool.add(dependency(relation), to: .conflicts, of: id, in: repository)
        }
        // What an installed package needs is the site's matter.
        guard !isInstalled else { return }
        for group in relations(.preDepends, of: package) + relations(.depends, of: package) {
            guard let needed = alternatives(group) else { continue }
            pool.add(needed, to: .requires, of: id, in: repository)
        }
        for group in relations(.recommends, of: package) {
            guard let wanted = alternatives(group) else { continue }
            pool.add(wanted, to: .recommends, of: id, in: repository)
        }
    }

    /// A package whose needs cannot be read must never be a solution.
    private func isReadable(_ package: ID) -> Bool {
        PackageField.relations.allSatisfy { (try? index.relations($0, of: package)) != nil }
    }

    private func relations(_ field: PackageField, of package: ID) -> [[Relation]] {
        (try? index.relations(field, of: package)) ?? []
    }

    private func alternatives(_ group: [Relation]) -> Id? {
        guard let last = group.last else { return nil }
        return group.dropLast().reversed().reduce(dependency(last)) { rest, relation in
            pool.relation(dependency(relation), REL_OR, rest)
        }
    }

    /// A relation's number; the name is the one with its qualifier where that says more than "any package of this name".
    func dependency(_ relation: Relation) -> Id {
        let name =
            switch relation.qualifier {
            case nil, "native", index.architecture: relation.name
            case let qualifier?: "\(relation.name):\(qualifier)"
            }
        guard let constraint = relation.constraint else { return pool.id(name) }
        return pool.relation(
            pool.id(name), Self.comparison(constraint.comparison), pool.id(Self.normal(constraint.version)))
    }

    private static func comparison(_ comparison: Relation.Operator) -> Int32 {
        switch comparison {
        case .earlier: REL_LT
        case .earlierOrEqual: REL_LT | REL_EQ
        case .exactly: REL_EQ
        case .laterOrEqual: REL_GT | REL_EQ
        case .later: REL_GT
        }
    }

    /// dpkg takes `1.0-0` and `1.0` for the same, libsolv does not.
    private static func normal(_ version: String) -> String {
        version.hasSuffix("-0") ? String(version.dropLast(2)) : version
    }
}
