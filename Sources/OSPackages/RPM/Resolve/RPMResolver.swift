import AirgapCore
import CSolv

/// Finds the closure of rpm requests, as dnf does on an empty system.
struct RPMResolver {
    let pool: SolverPool
    let takesRecommended: Bool

    /// Solves for all requests together, else for each alone.
    ///
    /// - Throws: `RPMRequestError`, or a `FailureList` of one for each request that cannot be installed at all.
    func resolve(_ requests: [SolverRequest]) throws -> RPMResolution {
        switch solve(requests) {
        case .solved(let packages): return resolution(packages, requests, olderVersions(packages, requests))
        case .unsolvable(let problems): return try oneByOne(requests, problems)
        }
    }

    private func solve(_ requests: [SolverRequest]) -> SolverPool.Outcome {
        pool.solve(requests.map { .installOne(of: $0.packages) }, takesRecommended: takesRecommended)
    }

    private func oneByOne(_ requests: [SolverRequest], _ problems: [SolverProblem]) throws -> RPMResolution {
        var packages: Set<Id> = []
        var failures: [RPMRequestError] = []
        var warnings: [String] = []
        for request in requests {
            switch solve([request]) {
            case .solved(let found):
                packages.formUnion(found)
                warnings += olderVersions(found, [request])
            case .unsolvable(let problems): failures.append(.unsolvable(words(problems, [request])))
            }
        }
        try FailureList.throwIfAny(failures)
        warnings.append(
            "\(words(problems, requests)); the bundle carries what each request needs by itself")
        return resolution(packages.sorted(), requests, Set(warnings).sorted())
    }

    private func words(_ problems: [SolverProblem], _ requests: [SolverRequest]) -> String {
        let texts = problems.map { pool.explanation(of: $0, roots: requests) }
        return Set(texts).sorted().joined(separator: "; ")
    }

    /// Packages that are not the newest of their repositories, with the reason.
    private func olderVersions(_ packages: [Id], _ requests: [SolverRequest]) -> [String] {
        packages.compactMap { package in
            guard let newest = newest(of: package), pool.compareVersions(newest, package) > 0 else { return nil }
            let isPinned = requests.contains { $0.packages.contains(package) && !$0.packages.contains(newest) }
            guard !isPinned else { return nil }
            let needed = SolverRequest(text: pool.name(of: newest), packages: [newest])
            let others = requests.filter { !$0.packages.contains(newest) }
            guard case .unsolvable(let problems) = solve(others + [needed]) else { return nil }
            return "newest \(pool.label(of: newest)) not installable because \(words(problems, others + [needed])); "
                + "using \(pool.version(of: package))"
        }
    }

    /// The newest package of the same name and architecture in repositories of no lower priority.
    private func newest(of package: Id) -> Id? {
        let solvable = pool.pool.pointee.solvables[Int(package)]
        let priority = solvable.repo?.pointee.priority ?? 0
        return pool.providers(of: solvable.name).filter { other in
            let candidate = pool.pool.pointee.solvables[Int(other)]
            return candidate.name == solvable.name && candidate.arch == solvable.arch
                && (candidate.repo?.pointee.priority ?? 0) >= priority
        }
        .max { pool.compareVersions($0, $1) < 0 }
    }

    private func resolution(_ packages: [Id], _ requests: [SolverRequest], _ warnings: [String]) -> RPMResolution {
        let chosen = Set(packages)
        var reasons: [Id: RPMResolution.Reason] = [:]
        let roots = requests.compactMap { request in request.packages.first { chosen.contains($0) } }
        var seen = Set(roots)
        var waiting = roots
        var next = 0
        while next < waiting.count {
            let owner = waiting[next]
            next += 1
            for (holder, relation) in needs(of: owner) where chosen.contains(holder) && seen.insert(holder).inserted {
                reasons[holder] = .init(owner: owner, relation: relation)
                waiting.append(holder)
            }
        }
        for package in packages where !seen.contains(package) {
            reasons[package] = supplement(package, chosen)
        }
        return RPMResolution(packages: packages, reasons: reasons, warnings: warnings)
    }

    private func needs(of owner: Id) -> [(Id, String)] {
        let fields: [SolverPool.Field] = takesRecommended ? [.requires, .recommends] : [.requires]
        return fields.flatMap { pool.dependencies($0, of: owner) }.flatMap { dependency in
            pool.providers(of: dependency).map { ($0, pool.text(of: dependency)) }
        }
    }

    /// A package that nobody asks for, but that asks to be there beside another.
    private func supplement(_ package: Id, _ chosen: Set<Id>) -> RPMResolution.Reason? {
        for dependency in pool.dependencies(.supplements, of: package) {
            if let owner = pool.providers(of: dependency).first(where: chosen.contains) {
                return .init(
                    owner: owner, relation: "\(pool.name(of: package)) (it supplements \(pool.text(of: dependency)))")
            }
        }
        return nil
    }
}
