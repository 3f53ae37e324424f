import SystemPackage

/// Plans one architecture: resolves, asks whether what was locked can still be had, and records what was resolved.
package struct PlanRun: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        package let plan: BundlePlan
        /// Why a build would fail; empty when it would not.
        package let failures: [any ExplainedError]
        /// What is different from the lock as it was.
        package let changes: [InventoryChange]
        /// Whether the lock file was written anew.
        package let wroteLock: Bool
    }

    private let context: ResolveContext
    private let types: [any BundleModule.Type]

    /// - Parameters:
    ///   - context: the network, the store, and who is told.
    ///   - types: the modules that the program knows.
    package init(context: ResolveContext, types: [any BundleModule.Type]) {
        self.context = context
        self.types = types
    }

    /// Plans a project.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - only: the modules to plan; nil for all.
    ///   - policy: what is resolved anew.
    /// - Returns: the plan, and everything that keeps it from being built.
    /// - Throws: `BuildError`, `LockFileError`, `FileError`, `CancellationError`.
    package func run(_ project: Project, only: Set<ModuleName>?, policy: LockPolicy) async throws -> Outcome {
        let store = LockStore(path: project.lockPath)
        let before = try store.read().bundles[context.architecture]
        let planner = BundlePlanner(context: context)
        let (plan, resolution) = try await planner.survey(project, only: only, policy: policy, lock: before)
        let failures = try await resolution + AvailabilityCheck(context: context).failures(of: plan)
        let (changes, wrote) = try failures.isEmpty ? record(plan, project, store, before) : ([], false)
        return Outcome(plan: plan, failures: failures, changes: changes, wroteLock: wrote)
    }

    private func record(
        _ plan: BundlePlan, _ project: Project, _ store: LockStore, _ before: LockedBundle?
    ) throws -> ([InventoryChange], Bool) {
        let modules = Set(project.modules.map { type(of: $0).name })
        let after = try store.update(
            try plan.sections(), variables: project.variables, for: context.architecture, modules: modules)
        guard before != after else { return ([], false) }
        guard before != nil else { return ([], true) }
        // A lock of an older program that cannot be read is no reason to fail: it was replaced.
        return ((try? LockComparison(types).changes(from: before, to: after)) ?? [], true)
    }
}
