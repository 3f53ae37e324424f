/// Turns a project into a plan: resolves its modules, or takes them from the lock.
package struct BundlePlanner: Sendable {
    private let context: ResolveContext

    /// - Parameter context: what modules may use while they resolve.
    package init(context: ResolveContext) {
        self.context = context
    }

    /// Resolves every module; the faults of all are told at once.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - only: the modules to take; nil for all.
    ///   - policy: whether to resolve anew.
    ///   - lock: the lock file's part for this architecture.
    /// - Returns: the plan.
    /// - Throws: `BuildError`, `StageError`, `FailureList`, `CancellationError`.
    package func plan(
        _ project: Project, only: Set<ModuleName>?, policy: LockPolicy, lock: LockedBundle?
    ) async throws -> BundlePlan {
        var context = context
        context.packageFiles = project.modules.lazy.compactMap { $0 as? any PackageFiles }.first
        var resolved: [any AnyResolvedModule] = []
        var failures: [any ExplainedError] = []
        for module in project.modules where only?.contains(type(of: module).name) ?? true {
            do {
                resolved.append(try await resolve(module, policy, lock, in: context))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        try FailureList.throwIfAny(failures)
        return BundlePlan(name: project.name, modules: resolved)
    }

    private func resolve<Module: BundleModule>(
        _ module: Module, _ policy: LockPolicy, _ lock: LockedBundle?, in context: ResolveContext
    ) async throws -> any AnyResolvedModule {
        let stage = Module.name.rawValue
        if policy == .locked { return ResolvedModule(module: module, locked: try locked(module, lock)) }
        context.progress.report(.began(stage: stage, activity: "resolving"))
        let locked = try await module.resolve(in: context)
        context.progress.report(.ended(stage: stage, summary: "resolved: " + module.summary(of: locked)))
        return ResolvedModule(module: module, locked: locked)
    }

    private func locked<Module: BundleModule>(_ module: Module, _ lock: LockedBundle?) throws -> Module.Locked {
        guard let section = lock?.sections[Module.name] else {
            throw BuildError.notLocked(Module.name, context.architecture)
        }
        guard section.request == module.requestDigest else { throw BuildError.configurationChanged(Module.name) }
        do {
            return try JSONCoding.decode(Module.Locked.self, from: section.content)
        } catch {
            throw BuildError.badSection(Module.name, "\(error)")
        }
    }
}
