/// All packages that could matter for some requests: every version and provider of whatever they may need.
struct ReachablePackages {
    typealias ID = PackageIndex.ID

    let index: PackageIndex
    let takesRecommended: Bool

    /// Walks over names; what is assumed is left out.
    func from(_ roots: [ID]) -> [ID] {
        var names: Set<PackageIndex.NameID> = []
        var found: Set<ID> = []
        var waiting: [ID] = []
        func reach(_ name: PackageIndex.NameID) {
            guard names.insert(name).inserted else { return }
            for package in index.packages(named: name) + index.providers(of: name)
            where !index.isAssumed(package) && found.insert(package).inserted {
                waiting.append(package)
            }
        }
        for root in roots { reach(index.nameID(of: root)) }
        while let package = waiting.popLast() {
            for relation in relations(of: package) {
                if let name = index.nameID(relation.name) { reach(name) }
            }
        }
        return found.sorted()
    }

    private func relations(of package: ID) -> [Relation] {
        let fields: [PackageField] = takesRecommended ? [.preDepends, .depends, .recommends] : [.preDepends, .depends]
        return fields.flatMap { ((try? index.relations($0, of: package)) ?? []).flatMap { $0 } }
    }
}
