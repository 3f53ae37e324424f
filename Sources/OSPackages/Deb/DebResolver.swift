import AirgapCore

/// Finds the closure of a deb target: as apt would where that works, else by a solver that stays as near to it as it can.
struct DebResolver {
    typealias ID = PackageIndex.ID

    private let index: PackageIndex
    private let selection: RequestSelector.Selection
    private let roots: [ID]
    private let assumed: [ID]
    private let options: ResolverOptions

    /// Resolves requests.
    ///
    /// - Parameters:
    ///   - requests: what was asked for.
    ///   - index: all packages of the target, with those that its machines have.
    ///   - base: packages that are carried besides.
    ///   - options: what is followed.
    /// - Returns: the closure.
    /// - Throws: `ResolutionError`, or a `FailureList` of all that was found wrong.
    static func resolve(
        _ requests: [PackageRequest], in index: PackageIndex, base: [ID] = [], options: ResolverOptions = .init()
    ) throws -> Resolution {
        let selection = try RequestSelector(index: index).select(requests)
        let named = Set(selection.roots.map(index.nameID(of:)))
        return try DebResolver(
            index: index, selection: selection,
            roots: selection.roots + base.filter { !named.contains(index.nameID(of: $0)) }, assumed: index.assumed,
            options: options
        ).resolve()
    }

    private func resolve() throws -> Resolution {
        let greedy = greedy(from: roots)
        if greedy.failures.isEmpty, greedy.conflicts.isEmpty { return resolution(greedy.packages, roots, []) }
        return try together(near: greedy) ?? oneByOne(greedy)
    }

    private func greedy(from roots: [ID]) -> GreedyResolver {
        GreedyResolver(index, roots: roots, pins: selection.pins, assumed: assumed, options: options)
    }

    /// All requests in one solution, or nil when there is none.
    private func together(near greedy: GreedyResolver) throws -> Resolution? {
        let solver = FallbackSolver(
            index: index, pins: selection.pins, assumed: assumed, options: options, roots: roots)
        guard case .solved(let packages, let taken) = solver.solve(roots, favoring: greedy.packages) else { return nil }
        var warnings = zip(roots, taken).compactMap { root, taken in
            root == taken ? nil : solver.notInstallable(root, using: taken)
        }
        warnings += greedy.conflicts.map { $0 + otherChoice(greedy.packages, packages) }
        return resolution(packages, taken, warnings)
    }

    private func otherChoice(_ first: [ID], _ second: [ID]) -> String {
        let names = { (packages: [ID]) in packages.map(index.name(of:)).sorted().joined(separator: ", ") }
        let (left, taken) = (first.filter { !second.contains($0) }, second.filter { !first.contains($0) })
        return taken.isEmpty
            ? "; without \(names(left)) all can" : "; taken instead of \(names(left)): \(names(taken))"
    }

    /// Each request in a solution of its own, when they cannot be installed together.
    private func oneByOne(_ greedy: GreedyResolver) throws -> Resolution {
        var packages: [ID] = []
        var taken: [ID] = []
        var warnings: [String] = []
        var failures: [any ExplainedError] = []
        for root in roots where !index.isAssumed(root) {
            let alone = self.greedy(from: [root])
            if alone.failures.isEmpty, alone.conflicts.isEmpty {
                packages += alone.packages
                taken.append(root)
                continue
            }
            let solver = FallbackSolver(
                index: index, pins: selection.pins, assumed: assumed, options: options, roots: [root])
            switch solver.solve([root], favoring: alone.packages) {
            case .solved(let found, let chosen):
                packages += found
                taken += chosen
                warnings += chosen == [root] ? [] : chosen.map { solver.notInstallable(root, using: $0) }
            case .unsolvable(let explanation):
                failures += alone.failures
                if alone.failures.isEmpty { failures.append(ResolutionError.notTogether(explanation)) }
            }
        }
        try FailureList.throwIfAny(failures)
        let shared = greedy.conflicts.isEmpty ? [] : greedy.conflicts
        warnings += shared.map { $0 + "; the bundle carries what each request needs by itself" }
        var seen: Set<ID> = []
        return resolution(packages.filter { seen.insert($0).inserted }, taken, warnings)
    }

    private func resolution(_ packages: [ID], _ roots: [ID], _ warnings: [String]) -> Resolution {
        let reasons = DependencyReasons(
            index, packages: assumed + packages, takesRecommended: options.takesRecommended)
        let found = reasons.find(roots: roots)
        return Resolution(
            packages: packages, warnings: (warnings + olderVersions(packages, found)).sorted(), reasons: found)
    }

    /// Packages of the closure that are not the newest, with what holds them back.
    private func olderVersions(_ packages: [ID], _ reasons: [ID: DependencyReason]) -> [String] {
        packages.compactMap { package in
            guard let reason = reasons[package], let newest = index.candidate(of: index.nameID(of: package)),
                newest != package, index.text(.version, of: newest) != index.text(.version, of: package),
                selection.pins[index.nameID(of: package)] == nil
            else { return nil }
            return "\(index.name(of: package)) \(index.text(.version, of: newest)) is not taken, as "
                + "\(index.name(of: reason.owner)) needs \(reason.relation); using \(index.text(.version, of: package))"
        }
    }
}
