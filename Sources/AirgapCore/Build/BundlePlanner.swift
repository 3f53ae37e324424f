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
        let survey = try await survey(project, only: only, policy: policy, lock: lock)
        try FailureList.throwIfAny(survey.failures)
        return survey.plan
    }

    /// Resolves every module that can be, and tells what cannot.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - only: the modules to take; nil for all.
    ///   - policy: whether to resolve anew.
    ///   - lock: the lock file's part for this architecture.
    /// - Returns: the plan of the modules without failures, and all failures.
    /// - Throws: `CancellationError`, or `BuildError.unknownItem`.
    package func survey(
        _ project: Project, only: Set<ModuleName>?, policy: LockPolicy, lock: LockedBundle?
    ) async throws -> (plan: BundlePlan, failures: [any ExplainedError]) {
        var context = context
        context.before = lock
        context.packageFiles = project.modules.lazy.compactMap { $0 as? any PackageFiles }.first
        context.isLocked = policy == .locked
        context.packageFiles = project.modules.lazy.compactMap { $0 as? any PackageFiles }.first
        if case .update(let names) = policy { context.refreshed = names }
        let modules = project.modules.filter { only?.contains(type(of: $0).name) ?? true }
        try LockUpdate(lock: lock).check(policy, modules)
        var resolved: [any AnyResolvedModule] = []
        var failures: [any ExplainedError] = []
        for module in modules {
            do {
                resolved.append(try await resolve(module, policy, lock, context))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        return (BundlePlan(name: project.name, modules: resolved), failures)
    }

    /// Finds out what only the bytes can tell, which means to fetch some of them.
    ///
    /// - Parameters:
    ///   - plan: what was resolved.
    ///   - policy: whether anything may be recorded that the lock does not have.
    ///   - lock: the lock file's part for this architecture.
    /// - Returns: the plan with nothing left open.
    /// - Throws: `StageError`, `FailureList`, `CancellationError`.
    package func complete(_ plan: BundlePlan, policy: LockPolicy, lock: LockedBundle?) async throws -> BundlePlan {
        var context = context
        context.before = lock
        context.isLocked = policy == .locked
        var modules: [any AnyResolvedModule] = []
        var failures: [any ExplainedError] = []
        for module in plan.modules {
            do {
                modules.append(try await module.complete(in: context))
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        try FailureList.throwIfAny(failures)
        return BundlePlan(name: plan.name, modules: modules)
    }

    private func resolve<Module: BundleModule>(
        _ module: Module, _ policy: LockPolicy, _ lock: LockedBundle?, _ context: ResolveContext
    ) async throws -> any AnyResolvedModule {
        let name = Module.name.rawValue
        var names: Set<String> = []
        switch policy {
        case .locked:
            return ResolvedModule(module: module, locked: try locked(module, lock), isFromLock: true)
        case .resolve: break
        case .update(let wanted): names = wanted
        case .prefer: break
        }
        if policy != .resolve, !LockUpdate(lock: lock).touches(Module.self, names), let old = current(module, lock) {
            context.progress.report(.ended(stage: name, summary: "as locked: " + module.summary(of: old)))
            return ResolvedModule(module: module, locked: old, isFromLock: true)
        }
        context.progress.report(.began(stage: name, activity: "resolving"))
        var locked = try await module.resolve(in: context)
        if !names.isEmpty, !names.contains(name), let old = try? self.locked(module, lock) {
            locked = Module.merge(locked, into: old, refreshing: names)
        }
        context.progress.report(.ended(stage: name, summary: "resolved: " + module.summary(of: locked)))
        return ResolvedModule(module: module, locked: locked, isFromLock: false)
    }

    /// What was locked from the same configuration and still holds.
    private func current<Module: BundleModule>(_ module: Module, _ lock: LockedBundle?) -> Module.Locked? {
        guard let locked = try? locked(module, lock), (try? module.isCurrent(locked)) == true else { return nil }
        return locked
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
