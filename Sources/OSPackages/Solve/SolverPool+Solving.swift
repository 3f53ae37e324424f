import CSolv

extension SolverPool {
    /// What solving came to.
    enum Outcome {
        /// Every package that would be installed, those already installed left out.
        case solved([Id])
        /// Why it cannot be done; at least one.
        case unsolvable([SolverProblem])
    }

    /// Does all jobs together.
    ///
    /// - Parameters:
    ///   - jobs: what to install.
    ///   - takesRecommended: whether weak dependencies are followed.
    /// - Returns: all packages, or why it cannot be done.
    func solve(_ jobs: [SolverJob], takesRecommended: Bool = false) -> Outcome {
        prepare()
        guard let solver = solver_create(pool) else { return .unsolvable([]) }
        defer { solver_free(solver) }
        solver_set_flag(solver, SOLVER_FLAG_IGNORE_RECOMMENDED, takesRecommended ? 0 : 1)
        if kind == .rpm { solver_set_flag(solver, SOLVER_FLAG_YUM_OBSOLETES, 1) }
        let queue = self.queue(of: jobs)
        let count = solver_solve(solver, &queue.queue)
        if count > 0 {
            return .unsolvable((1...count).map { problem($0, of: solver) })
        }
        let decisions = IDQueue()
        solver_get_decisionqueue(solver, &decisions.queue)
        let installed = pool.pointee.installed
        // Package 1 is libsolv's own, the system.
        return .solved(decisions.ids.filter { $0 > 1 && pool.pointee.solvables[Int($0)].repo != installed }.sorted())
    }

    private func queue(of jobs: [SolverJob]) -> IDQueue {
        let queue = IDQueue()
        for job in jobs {
            switch job {
            case .installOne(let packages):
                let list = IDQueue(packages)
                queue.push(SOLVER_INSTALL | SOLVER_SOLVABLE_ONE_OF, Id(pool_queuetowhatprovides(pool, &list.queue)))
            case .installName(let name): queue.push(SOLVER_INSTALL | SOLVER_SOLVABLE_NAME, name)
            case .installProvider(let name): queue.push(SOLVER_INSTALL | SOLVER_SOLVABLE_PROVIDES, name)
            case .favor(let package): queue.push(SOLVER_FAVOR | SOLVER_SOLVABLE, package)
            }
        }
        return queue
    }

    private func problem(_ number: Int32, of solver: UnsafeMutablePointer<Solver>) -> SolverProblem {
        let rules = IDQueue()
        solver_findallproblemrules(solver, number, &rules.queue)
        return SolverProblem(facts: rules.ids.map { fact($0, of: solver) })
    }

    private func fact(_ rule: Id, of solver: UnsafeMutablePointer<Solver>) -> SolverProblem.Fact {
        var (source, target, dependency): (Id, Id, Id) = (0, 0, 0)
        let info = solver_ruleinfo(solver, rule, &source, &target, &dependency)
        return SolverProblem.Fact(
            kind: Self.kind(info), source: source > 1 ? source : nil, target: target > 1 ? target : nil,
            dependency: dependency)
    }

    private static func kind(_ info: SolverRuleinfo) -> SolverProblem.Kind {
        switch info {
        case SOLVER_RULE_PKG_REQUIRES: .requires
        case SOLVER_RULE_PKG_NOTHING_PROVIDES_DEP: .nothingProvides
        case SOLVER_RULE_PKG_CONFLICTS: .conflicts
        case SOLVER_RULE_PKG_SELF_CONFLICT: .conflictsWithItself
        case SOLVER_RULE_PKG_OBSOLETES, SOLVER_RULE_PKG_IMPLICIT_OBSOLETES, SOLVER_RULE_PKG_INSTALLED_OBSOLETES:
            .obsoletes
        case SOLVER_RULE_PKG_SAME_NAME: .sameName
        case SOLVER_RULE_PKG_NOT_INSTALLABLE: .notInstallable
        case SOLVER_RULE_JOB: .requested
        case SOLVER_RULE_JOB_NOTHING_PROVIDES_DEP, SOLVER_RULE_JOB_UNKNOWN_PACKAGE: .requestProvidedByNothing
        default: .other
        }
    }
}
