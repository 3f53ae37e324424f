import CSolv

extension SolverPool {
    /// A problem in words: what does not work, and the shortest way to it from what was asked for.
    ///
    /// - Parameters:
    ///   - problem: what `solve` gave.
    ///   - roots: what was asked for.
    ///   - place: where the packages are, for sentences like `nothing in the bundle provides`.
    /// - Returns: one sentence.
    func explanation(of problem: SolverProblem, roots: [SolverRequest], place: String? = nil) -> String {
        let paths = SolverPaths(pool: self, problem: problem, roots: roots)
        let reasons = problem.reasons.map { (text: sentence($0, paths, place), length: paths.length(to: $0)) }
        if let best = reasons.min(by: { ($0.length, $0.text) < ($1.length, $1.text) }) { return best.text }
        return "these cannot be installed together: " + roots.map(\.text).sorted().joined(separator: ", ")
    }

    private func sentence(_ fact: SolverProblem.Fact, _ paths: SolverPaths, _ place: String?) -> String {
        let source = fact.source.map(label) ?? ""
        let target = fact.target.map(label)
        let dependency = fact.dependency == 0 ? "" : text(of: fact.dependency)
        let nothing = "nothing" + (place.map { " \($0)" } ?? "") + " provides \(dependency)"
        let origin = fact.source.map(paths.origin) ?? ""
        // `a 1 (needed by b 1, requested by b)`
        let (first, second) = (
            source + paths.note(fact.source), (target ?? dependency) + paths.note(fact.target)
        )
        return switch fact.kind {
        case .nothingProvides: "\(nothing), needed by \(source)\(origin)"
        case .conflicts: "\(first) conflicts with \(second)"
        case .conflictsWithItself: "\(first) conflicts with itself: \(dependency)"
        case .obsoletes: "\(first) replaces \(second)"
        case .sameName: "only one of \(first) and \(second) can be installed"
        case .notInstallable: "\(source) is not for this architecture\(origin)"
        case .requestProvidedByNothing: nothing
        case .requires, .requested, .other: "\(source) needs \(dependency)"
        }
    }
}
