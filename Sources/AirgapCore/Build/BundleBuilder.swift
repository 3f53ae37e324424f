import SystemPackage

/// Plans, fetches, and writes the tree; packing is the packer's.
package struct BundleBuilder: Sendable {
    private let context: ResolveContext

    /// - Parameter context: the network, the store, and who is told.
    package init(context: ResolveContext) {
        self.context = context
    }

    /// Builds the tree of one architecture.
    ///
    /// A tree appears under its name only when it is whole; what stood there is replaced.
    ///
    /// - Parameters:
    ///   - request: what to build, and where.
    ///   - body: packs the tree; until it ends, no other process can build the same bundle in the same folder.
    /// - Returns: what the body gives.
    /// - Throws: `BuildError`, `StageError`, `FailureList`, `FileError`, `CancellationError`, or what the body throws.
    package func build<Result>(
        _ request: BuildRequest, _ body: (BuiltTree) async throws -> Result
    ) async throws -> Result {
        try checkOnly(request)
        // A key that cannot sign is found before anything is fetched.
        _ = try await signer(request, SiteKey.creation)
        try FileSystem.makeFolder(request.output)
        let guardian = try BuildLock(request.project.name, in: request.output)
        defer { withExtendedLifetime(guardian) {} }
        return try await body(try await tree(request))
    }

    /// Builds the tree of one architecture, without packing it.
    ///
    /// - Parameter request: what to build, and where.
    /// - Returns: the tree.
    /// - Throws: as `build(_:_:)`.
    package func build(_ request: BuildRequest) async throws -> BuiltTree {
        try await build(request) { $0 }
    }

    private func tree(_ request: BuildRequest) async throws -> BuiltTree {
        let lockStore = LockStore(path: request.project.lockPath)
        let lock = try lockStore.read().bundles[context.architecture]
        let planner = BundlePlanner(context: context)
        let resolved = try await planner.plan(
            request.project, only: request.only, policy: request.policy, lock: lock)
        let plan = try await planner.complete(resolved, policy: request.policy, lock: lock)
        async let program = stored(request.program)
        try await fetch(plan)
        let locked = try record(plan, request, lockStore, lock)
        return try await write(plan, locked, try await program, request)
    }

    /// Brings the program that is carried along into the store, beside whatever is fetched.
    private func stored(_ program: SiteProgram?) async throws -> Digest? {
        try program.map { try context.store.add(fileAt: $0.path).digest }
    }

    private func checkOnly(_ request: BuildRequest) throws {
        let known = request.project.modules.map { type(of: $0).name }
        for name in (request.only ?? []).sorted() where !known.contains(name) {
            throw BuildError.unknownModule(name.rawValue, known: known)
        }
    }

    private func fetch(_ plan: BundlePlan) async throws {
        var items: [FetchItem] = []
        for module in plan.modules {
            let own = try module.items()
            guard !own.isEmpty else { continue }
            items += own
            let sizes = own.compactMap(\.sizeHint)
            let total = sizes.count == own.count ? sizes.reduce(0, +) : nil
            context.progress.report(.expecting(stage: module.name.rawValue, items: own.count, bytes: total))
        }
        try await context.sources.fetch(items)
        for name in Set(items.map(\.module)).sorted() {
            context.progress.report(.ended(stage: name.rawValue, summary: "fetched and checked"))
        }
    }

    private func record(
        _ plan: BundlePlan, _ request: BuildRequest, _ store: LockStore, _ lock: LockedBundle?
    ) throws -> LockedBundle {
        if request.policy == .locked, let lock { return lock }
        var sections: [ModuleName: LockedBundle.Section] = [:]
        for module in plan.modules { sections[module.name] = try module.section() }
        let modules = Set(request.project.modules.map { type(of: $0).name })
        return try store.update(
            sections, variables: request.project.variables, for: context.architecture, modules: modules,
            keepsTime: plan.modules.allSatisfy(\.isFromLock))
    }

    private func write(
        _ plan: BundlePlan, _ locked: LockedBundle, _ program: Digest?, _ request: BuildRequest
    ) async throws -> BuiltTree {
        let name = request.project.name
        let staging = request.output.appending(".\(name).new")
        try FileSystem.removeTree(staging)
        try FileSystem.makeFolder(staging)
        do {
            let manifest = try await fill(staging, plan, locked, program, request)
            let folder = request.output.appending(name.description)
            try replace(folder, with: staging)
            return BuiltTree(folder: folder, manifest: manifest)
        } catch {
            try? FileSystem.removeTree(staging)
            throw error
        }
    }

    private func fill(
        _ staging: FilePath, _ plan: BundlePlan, _ locked: LockedBundle, _ program: Digest?, _ request: BuildRequest
    ) async throws -> BundleManifest {
        let previous =
            request.only == nil
            ? nil
            : PreviousTree(
                request.output.appending(request.project.name.description), architecture: context.architecture)
        var assembly = TreeAssembly(
            tree: TreeWriter(root: staging, store: context.store), progress: context.progress,
            lock: LockedBundle(
                time: request.time ?? locked.time, variables: locked.variables, sections: [:]))
        let writing = WriteContext(
            architecture: context.architecture, store: context.store, time: assembly.lock.time,
            progress: context.progress, signer: try await signer(request, assembly.lock.time))
        for module in request.project.modules {
            let type = type(of: module)
            if let resolved = plan.modules.first(where: { $0.name == type.name }) {
                try await assembly.write(resolved, type, in: writing)
            } else {
                try assembly.adopt(type, from: previous)
            }
        }
        if let program { try assembly.carry(program) }
        return try assembly.seal(name: request.project.name, writer: request.writer)
    }

    private func signer(_ request: BuildRequest, _ time: Timestamp) async throws -> SiteSigner? {
        guard let key = request.signingKey else { return nil }
        return try await SiteSigner(keyFile: key, time: time, scratch: context.store.root.appending("tmp"))
    }

    private func replace(_ folder: FilePath, with staging: FilePath) throws {
        let old = FilePath(staging.string.dropLast(4) + ".old")
        try FileSystem.removeTree(old)
        if try FileSystem.status(folder) != nil { try FileSystem.rename(folder, to: old) }
        try FileSystem.rename(staging, to: folder)
        try FileSystem.removeTree(old)
    }
}
