import AirgapCore

/// Closes over dependencies as apt does on an empty system, without Recommends: depth first, the first alternative
/// before the others, a real package before one that provides its name.
///
/// A package whose candidate version does not satisfy a relation is taken in the newest version that does.
struct DebResolver {
    typealias ID = PackageIndex.ID

    /// A package whose dependencies are being settled.
    private struct Frame {
        let owner: ID
        var groups: ArraySlice<[Relation]>
    }

    private let index: PackageIndex
    private let finder: SolutionFinder
    private var chosen: ChosenPackages
    /// Who needed a package first; none for a requested one.
    private var parents: [ID: ID] = [:]
    private var failures: [ResolutionError] = []

    private init(_ index: PackageIndex, _ selection: RequestSelector.Selection) {
        self.index = index
        finder = SolutionFinder(index: index, architecture: index.architecture, pins: selection.pins)
        chosen = ChosenPackages(index: index, architecture: index.architecture)
    }

    /// Resolves requests.
    ///
    /// - Throws: `ResolutionError`, or a `FailureList` of all that was found wrong.
    static func resolve(_ requests: [PackageRequest], in index: PackageIndex) throws -> Resolution {
        let selection = try RequestSelector(index: index).select(requests)
        var resolver = DebResolver(index, selection)
        for root in selection.roots { resolver.take(root, neededBy: nil) }
        for root in selection.roots { resolver.settle(root) }
        try FailureList.throwIfAny(resolver.failures)
        return Resolution(packages: resolver.chosen.order, warnings: resolver.chosen.warnings())
    }

    private mutating func take(_ package: ID, neededBy parent: ID?) {
        do throws(ResolutionError) {
            try chosen.add(package)
        } catch {
            failures.append(error)
        }
        parents[package] = parent
    }

    /// Walks with a stack of its own: a chain of dependencies may be as long as an archive is large.
    private mutating func settle(_ root: ID) {
        var stack = [frame(root)]
        while var frame = stack.popLast() {
            guard let group = frame.groups.popFirst() else { continue }
            stack.append(frame)
            guard let solution = choose(group, for: frame.owner) else { continue }
            take(solution, neededBy: frame.owner)
            stack.append(self.frame(solution))
        }
    }

    /// Dependencies with one possible solution come first, as they decide what choices are already made.
    private mutating func frame(_ package: ID) -> Frame {
        do throws(ResolutionError) {
            let groups = try index.relations(.preDepends, of: package) + index.relations(.depends, of: package)
            let (single, several) = (groups.filter(hasOneSolution), groups.filter { !hasOneSolution($0) })
            return Frame(owner: package, groups: (single + several)[...])
        } catch {
            failures.append(error)
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

    private mutating func choose(_ group: [Relation], for owner: ID) -> ID? {
        if group.contains(where: chosen.satisfies) { return nil }
        let solutions = group.flatMap(finder.solutions(of:))
        let fitting = solutions.filter { !chosen.conflicts(with: $0) }
        if let best = fitting.first(where: isSolvable) ?? fitting.first ?? solutions.first { return best }
        failures.append(
            .unsatisfiable(
                chain: chain(to: owner), dependency: group.map(\.description).joined(separator: " | "),
                reason: group.map(finder.absence).joined(separator: ", ")))
        return nil
    }

    /// Whether each dependency of a package has some solution, itself not looked into.
    private func isSolvable(_ package: ID) -> Bool {
        guard let pre = try? index.relations(.preDepends, of: package),
            let depends = try? index.relations(.depends, of: package)
        else { return false }
        return (pre + depends).allSatisfy { $0.contains { !finder.solutions(of: $0).isEmpty } }
    }

    private func chain(to package: ID) -> [String] {
        var result = [index.name(of: package)]
        var current = package
        while let parent = parents[current] {
            result.append(index.name(of: parent))
            current = parent
        }
        return result.reversed()
    }
}
