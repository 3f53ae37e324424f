import AirgapCore

/// Closes over dependencies as apt does: depth first, the first alternative before the others, a real package before one
/// that provides its name.
///
/// A package whose candidate version does not satisfy a relation is taken in the newest version that does. What the
/// site's machines have counts as chosen already.
struct GreedyResolver {
    typealias ID = PackageIndex.ID

    /// A package whose dependencies are being settled.
    private struct Frame {
        let owner: ID
        var groups: ArraySlice<Group>
    }

    private struct OpenDependency {
        let owner: ID
        let text: String
        let reason: String
    }

    private struct Group {
        let relations: [Relation]
        /// Without a solution it is left out.
        let isRecommended: Bool
    }

    private let index: PackageIndex
    private let finder: SolutionFinder
    private let options: ResolverOptions
    private(set) var chosen: ChosenPackages
    private let roots: [ID]
    /// Dependencies that nothing satisfies.
    private var open: [OpenDependency] = []
    private var unreadable: [ResolutionError] = []

    /// Walks from the roots.
    ///
    /// - Parameters:
    ///   - index: all packages.
    ///   - roots: taken whatever else there is.
    ///   - pins: packages whose version was asked for.
    ///   - assumed: what is there already.
    ///   - options: what is followed.
    init(
        _ index: PackageIndex, roots: [ID], pins: [PackageIndex.NameID: ID], assumed: [ID], options: ResolverOptions
    ) {
        self.index = index
        self.options = options
        self.roots = roots
        finder = SolutionFinder(index: index, architecture: index.architecture, pins: pins)
        chosen = ChosenPackages(index: index, architecture: index.architecture)
        for package in assumed { take(package) }
        for root in roots where !index.isAssumed(root) { take(root) }
        for root in roots where !index.isAssumed(root) { settle(root) }
    }

    /// What was chosen, without what is there already, in the order chosen.
    var packages: [ID] { chosen.order.filter { !index.isAssumed($0) } }

    /// Conflicts among the chosen, in words.
    var conflicts: [String] { options.takesAllAlternatives ? [] : chosen.warnings() }

    /// What was found wrong, each with the shortest chain that leads to it.
    var failures: [ResolutionError] {
        guard !open.isEmpty else { return unreadable }
        let reasons = DependencyReasons(
            index, packages: chosen.order, takesRecommended: options.takesRecommended
        ).find(roots: roots)
        return unreadable
            + open.map {
                .unsatisfiable(chain: chain(to: $0.owner, reasons), dependency: $0.text, reason: $0.reason)
            }
    }

    private mutating func take(_ package: ID) {
        do throws(ResolutionError) {
            try chosen.add(package)
        } catch {
            unreadable.append(error)
        }
    }

    /// Walks with a stack of its own: a chain of dependencies may be as long as an archive is large.
    private mutating func settle(_ root: ID) {
        var stack = [frame(root)]
        while var frame = stack.popLast() {
            guard let group = frame.groups.popFirst() else { continue }
            stack.append(frame)
            for solution in choose(group, for: frame.owner) {
                take(solution)
                stack.append(self.frame(solution))
            }
        }
    }

    /// Dependencies with one possible solution come first, as they decide what choices are already made.
    private mutating func frame(_ package: ID) -> Frame {
        do throws(ResolutionError) {
            let groups = try index.relations(.preDepends, of: package) + index.relations(.depends, of: package)
            let (single, several) = (groups.filter(hasOneSolution), groups.filter { !hasOneSolution($0) })
            let recommended = options.takesRecommended ? try index.relations(.recommends, of: package) : []
            return Frame(
                owner: package,
                groups: ((single + several).map { Group(relations: $0, isRecommended: false) }
                    + recommended.map { Group(relations: $0, isRecommended: true) })[...])
        } catch {
            unreadable.append(error)
            return Frame(owner: package, groups: [])
        }
    }

    private func hasOneSolution(_ group: [Relation]) -> Bool {
        var found: Set<ID> = []
        for relation in group {
            found.formUnion(finder.solutions(of: relation))
            if found.count > 1 { return false }
        }
        return true
    }

    /// What is taken for a group: nothing when it is satisfied, one package, or with all alternatives one of each.
    private mutating func choose(_ group: Group, for owner: ID) -> [ID] {
        let relations = group.relations
        if options.takesAllAlternatives {
            let open = relations.filter { !chosen.satisfies($0) }
            let taken = open.compactMap { finder.solutions(of: $0).first }
            if !taken.isEmpty || open.count < relations.count { return unique(taken) }
        } else if relations.contains(where: chosen.satisfies) {
            return []
        }
        let solutions = relations.flatMap(finder.solutions(of:))
        let fitting = solutions.filter { !chosen.conflicts(with: $0) }
        if group.isRecommended {
            return fitting.first(where: isSolvable).map { [$0] } ?? []
        }
        if let best = fitting.first(where: isSolvable) ?? fitting.first ?? solutions.first { return [best] }
        open.append(
            OpenDependency(
                owner: owner, text: relations.map(\.description).joined(separator: " | "),
                reason: relations.map(finder.absence).joined(separator: ", ")))
        return []
    }

    private func unique(_ packages: [ID]) -> [ID] {
        var seen: Set<ID> = []
        return packages.filter { seen.insert($0).inserted }
    }

    /// Whether each dependency of a package has some solution, itself not looked into.
    private func isSolvable(_ package: ID) -> Bool {
        guard let pre = try? index.relations(.preDepends, of: package),
            let depends = try? index.relations(.depends, of: package)
        else { return false }
        return (pre + depends).allSatisfy { $0.contains { !finder.solutions(of: $0).isEmpty } }
    }

    private func chain(to package: ID, _ reasons: [ID: DependencyReason]) -> [String] {
        var result = [index.name(of: package)]
        var current = package
        while let reason = reasons[current] {
            result.append(index.name(of: reason.owner))
            current = reason.owner
        }
        return result.reversed()
    }
}
