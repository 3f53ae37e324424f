import CSolv

/// The shortest ways from requests to the packages of a problem.
struct SolverPaths {
    private struct Step {
        /// The package before; nil for one that a request means.
        let parent: Id?
        let request: String
        let length: Int
    }

    private let pool: SolverPool
    private var steps: [Id: Step] = [:]

    init(pool: SolverPool, problem: SolverProblem, roots: [SolverRequest]) {
        self.pool = pool
        var edges: [Id: [Id]] = [:]
        for fact in problem.facts where fact.kind == .requires {
            if let source = fact.source { edges[source, default: []].append(fact.dependency) }
        }
        var waiting: [Id] = []
        for root in roots {
            for package in root.packages where steps[package] == nil {
                steps[package] = Step(parent: nil, request: root.text, length: 0)
                waiting.append(package)
            }
        }
        var next = 0
        while next < waiting.count {
            let source = waiting[next]
            next += 1
            guard let step = steps[source] else { continue }
            for provider in (edges[source] ?? []).flatMap(pool.providers) where steps[provider] == nil {
                steps[provider] = Step(parent: source, request: step.request, length: step.length + 1)
                waiting.append(provider)
            }
        }
    }

    /// How many steps lead to a reason.
    func length(to fact: SolverProblem.Fact) -> Int {
        [fact.source, fact.target].compactMap { $0 }.reduce(0) { $0 + (steps[$1]?.length ?? 1000) }
    }

    /// What leads to a package: `, needed by b 1, requested by b`; nothing when it is not known.
    func origin(of package: Id) -> String {
        guard let step = steps[package] else { return "" }
        guard let parent = step.parent else { return ", requested by \(step.request)" }
        return ", needed by \(pool.label(of: parent))\(origin(of: parent))"
    }

    /// The same in brackets, when there is more to say than that the package itself was asked for.
    func note(_ package: Id?) -> String {
        guard let package, let step = steps[package] else { return "" }
        if step.parent == nil, step.request == pool.name(of: package) { return "" }
        return " (\(origin(of: package).dropFirst(2)))"
    }
}
