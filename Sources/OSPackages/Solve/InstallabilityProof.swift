import CSolv

/// Proves that requests install from the packages of one pool alone, or tells what is missing.
struct InstallabilityProof {
    /// What was missing, in words; empty when every request installs.
    let failures: [String]
    /// Why the requests do not all install together, though each does alone; nil when they do.
    let exclusion: String?

    /// Solves for all requests together, and when that fails for each alone.
    ///
    /// - Parameters:
    ///   - requests: each with the packages of the pool that it may mean.
    ///   - pool: the packages of a produced repository, and what its machines have as installed.
    init(_ requests: [SolverRequest], in pool: SolverPool) {
        let known = requests.filter { !$0.packages.isEmpty }
        var failures = requests.filter(\.packages.isEmpty).map {
            "nothing in the bundle is called \($0.text), requested"
        }
        var exclusion: String?
        if case .unsolvable(let problems) = pool.solve(known.map { .installOne(of: $0.packages) }) {
            let alone = known.compactMap { Self.failure($0, in: pool) }
            failures += alone
            if alone.isEmpty {
                exclusion = problems.map { pool.explanation(of: $0, roots: known, place: Self.place) }
                    .sorted().joined(separator: "; ")
            }
        }
        self.failures = failures.sorted()
        self.exclusion = exclusion
    }

    private static let place = "in the bundle"

    private static func failure(_ request: SolverRequest, in pool: SolverPool) -> String? {
        guard case .unsolvable(let problems) = pool.solve([.installOne(of: request.packages)]) else { return nil }
        let texts = Set(problems.map { pool.explanation(of: $0, roots: [request], place: place) })
        return texts.sorted().joined(separator: "; ")
    }
}
