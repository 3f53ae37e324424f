import CSolv

/// Solves requests with libsolv, from everything that could matter for them.
struct FallbackSolver {
    typealias ID = PackageIndex.ID

    enum Outcome {
        /// All packages, and the one that each root became.
        case solved([ID], roots: [ID])
        /// Why not, in words.
        case unsolvable(String)
    }

    private let index: PackageIndex
    private let pins: [PackageIndex.NameID: ID]
    private let options: ResolverOptions
    private let pool: DebPool

    init(
        index: PackageIndex, pins: [PackageIndex.NameID: ID], assumed: [ID], options: ResolverOptions, roots: [ID]
    ) {
        self.index = index
        self.pins = pins
        self.options = options
        let reachable = ReachablePackages(index: index, takesRecommended: options.takesRecommended).from(roots)
        // No other version of a pinned package is ever a solution.
        let available = reachable.filter { package in
            pins[index.nameID(of: package)].map { $0 == package } ?? true
        }
        pool = DebPool(index, available: available, installed: assumed)
    }

    /// Solves for roots; one that is not pinned may become an older version.
    func solve(_ roots: [ID], favoring favored: [ID]) -> Outcome {
        let choices = roots.filter { !index.isAssumed($0) }.map(versions)
        if choices.contains(where: \.isEmpty) { return .unsolvable("") }
        let jobs = choices.map(SolverJob.installOne) + favored.compactMap(pool.solvable).map(SolverJob.favor)
        switch pool.pool.solve(jobs, takesRecommended: options.takesRecommended) {
        case .solved(let solution):
            let packages = solution.compactMap(pool.package)
            let taken = roots.compactMap { root in
                packages.first { index.nameID(of: $0) == index.nameID(of: root) }
            }
            return .solved(packages, roots: taken)
        case .unsolvable(let problems): return .unsolvable(explain(problems, roots))
        }
    }

    /// `newest X not installable because …, using Y`.
    func notInstallable(_ root: ID, using taken: ID) -> String {
        var reason = "of what else was asked for"
        if case .unsolvable(let problems) = pool.pool.solve([.installOne(of: pool.solvable(root).map { [$0] } ?? [])]) {
            reason = explain(problems, [root])
        }
        return
            "newest \(index.name(of: root)) \(index.text(.version, of: root)) not installable because \(reason); using "
            + index.text(.version, of: taken)
    }

    private func versions(of root: ID) -> [Id] {
        let name = index.nameID(of: root)
        if pins[name] != nil { return [root].compactMap(pool.solvable) }
        return index.packages(named: name).compactMap(pool.solvable)
    }

    private func explain(_ problems: [SolverProblem], _ roots: [ID]) -> String {
        let named = roots.map { SolverRequest(text: index.name(of: $0), packages: versions(of: $0)) }
        let texts = problems.map { pool.pool.explanation(of: $0, roots: named) }
        return Set(texts).sorted().joined(separator: "; ")
    }
}
