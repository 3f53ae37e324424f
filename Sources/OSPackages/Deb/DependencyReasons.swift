/// Finds for each package of a closure the shortest chain from a request to it.
struct DependencyReasons {
    typealias ID = PackageIndex.ID

    private let index: PackageIndex
    private let chosen: ChosenPackages
    private let takesRecommended: Bool

    /// Takes a closure, with what is assumed.
    init(_ index: PackageIndex, packages: [ID], takesRecommended: Bool) {
        self.index = index
        self.takesRecommended = takesRecommended
        var chosen = ChosenPackages(index: index, architecture: index.architecture)
        for package in packages { try? chosen.add(package) }
        self.chosen = chosen
    }

    /// Walks breadth first from the roots.
    func find(roots: [ID]) -> [ID: DependencyReason] {
        var reasons: [ID: DependencyReason] = [:]
        var seen = Set(roots)
        var waiting = roots
        var next = 0
        while next < waiting.count {
            let owner = waiting[next]
            next += 1
            for relation in groups(of: owner).joined() {
                for holder in chosen.holders(of: relation) where seen.insert(holder).inserted {
                    reasons[holder] = DependencyReason(owner: owner, relation: relation.description)
                    waiting.append(holder)
                }
            }
        }
        return reasons
    }

    private func groups(of package: ID) -> [[Relation]] {
        let fields: [PackageField] = takesRecommended ? [.preDepends, .depends, .recommends] : [.preDepends, .depends]
        return fields.flatMap { (try? index.relations($0, of: package)) ?? [] }
    }
}
