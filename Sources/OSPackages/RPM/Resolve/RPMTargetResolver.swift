import AirgapCore
import CSolv
import SystemPackage

/// Resolves one rpm target: its repositories, its closure, its place in the bundle.
struct RPMTargetResolver {
    let target: TargetConfiguration
    let repositories: [RPMRepository]
    let streams: [String]
    let context: ResolveContext

    private var stage: String { OSPackagesModule.name.rawValue }

    /// Resolves the target.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func resolve() async throws -> LockedTarget {
        let place = try RPMPlace(target)
        let read = try await read()
        try await fetch(read)
        async let modules = readModules(read)
        var index = try self.index(read)
        let found = try await modules
        let filter = try failing(target.id) { try moduleFilter(found, place) }
        if let filter { index.apply(filter) }
        let groups = try failing(target.id) { try comps(read) }
        let base = try failing(target.id) { try RPMBase(target.base, &index, groups, paths: primaryPaths(read)) }
        let requests = try await self.requests(index, groups, base)
        let open = index.openPaths(requests)
        if !open.isEmpty { try await addPaths(open, index, read) }
        let resolution = try named {
            try RPMResolver(
                pool: index.pool, takesRecommended: target.options.takesRecommended
            ).resolve(requests)
        }
        report(resolution.warnings + (filter?.warnings ?? []) + base.warnings)
        return try locked(place, read, index, resolution, base, filter)
    }

    private func report(_ warnings: [String]) {
        for warning in warnings {
            context.progress.report(.warning(stage: stage, text: "\(target.id): \(warning)"))
        }
    }

    /// Every repository's repomd.xml, several at a time; all faults at once.
    private func read() async throws -> [RepositoryMetadata] {
        let reader = RepositoryReader(context: context)
        let answers = try await withThrowingTaskGroup(of: (Int, Result<RepositoryMetadata, StageError>).self) { group in
            for (number, repository) in repositories.enumerated() {
                group.addTask {
                    do {
                        return (number, .success(try await reader.read(try source(repository))))
                    } catch let error as StageError {
                        return (number, .failure(error))
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var result: [RepositoryMetadata] = []
        var failures: [any ExplainedError] = []
        for answer in answers {
            switch answer {
            case .success(let metadata): result.append(metadata)
            case .failure(let error): failures.append(StageError(stage: stage, item: target.id, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        for repository in result where repository.trust == .unchecked {
            report(["\(repository.source.id) is taken without a signature: trusted: true"])
        }
        return result
    }

    private func source(_ repository: RPMRepository) throws(StageError) -> RPMRepositorySource {
        try failing("\(target.id): \(repository.id)") {
            let rings = try repository.keys.map { try Keyring(at: $0.path) }
            return RPMRepositorySource(
                id: repository.id, location: repository.location,
                keyring: rings.isEmpty ? nil : rings.count == 1 ? rings.first : try Keyring(rings.flatMap(\.bytes)),
                requiresMetadataSignature: repository.requiresMetadataSignature, isTrusted: repository.isTrusted)
        }
    }

    private var needsGroups: Bool {
        if case .include = target.base { return true }
        return target.requests.contains { $0.name.hasPrefix("@") }
    }

    private func fetch(_ read: [RepositoryMetadata]) async throws {
        var items = read.map(\.primary.item) + read.compactMap(\.modules?.item)
        if needsGroups { items += read.compactMap(\.groups?.item) }
        try await context.sources.fetch(items)
    }

    private func index(_ read: [RepositoryMetadata]) throws(StageError) -> RPMIndex {
        var index = RPMIndex(architecture: context.architecture)
        let sources = zip(repositories, read).map(primarySource)
        var ahead = sources.first.flatMap(index.stream)
        for (number, source) in sources.enumerated() {
            // The next one is read while this one is taken in and kept.
            let stream = ahead
            ahead = number + 1 < sources.count ? index.stream(sources[number + 1]) : nil
            try failing("\(target.id): \(source.name)") { try index.read(source, stream) }
        }
        for directory in target.localDirectories {
            try failing("\(target.id): \(directory.written)") { try index.read(directory) }
        }
        return index
    }

    private func primarySource(_ repository: RPMRepository, _ metadata: RepositoryMetadata) -> PrimarySource {
        PrimarySource(
            path: path(metadata.primary), documentBytes: metadata.primary.openSize, name: repository.id,
            priority: repository.priority,
            cached: SolvFile(
                cache: context.store.root, slot: "\(target.id) \(repository.id)",
                primary: metadata.primary.item.digest, architecture: context.architecture))
    }

    private func path(_ file: RepositoryMetadata.File) -> FilePath { context.store.path(of: file.item.digest) }

    private func primaryPaths(_ read: [RepositoryMetadata]) -> [FilePath] { read.map { path($0.primary) } }

    /// Beside the reading of the primary metadata.
    private func readModules(_ read: [RepositoryMetadata]) async throws -> [ModulesFile] {
        try failing(target.id) { try read.compactMap(\.modules).map { try ModulesFile(at: path($0)) } }
    }

    private func moduleFilter(_ files: [ModulesFile], _ place: RPMPlace) throws -> ModuleFilter? {
        if files.isEmpty, streams.isEmpty { return nil }
        return try ModuleFilter(ModulesFile(joining: files), enabled: streams, platform: place.platform)
    }

    private func comps(_ read: [RepositoryMetadata]) throws -> [CompsFile] {
        guard needsGroups else { return [] }
        return try read.compactMap(\.groups).map { try CompsFile(at: path($0)) }
    }

    private func requests(_ index: RPMIndex, _ groups: [CompsFile], _ base: RPMBase) async throws -> [SolverRequest] {
        try named {
            let selector = RPMRequestSelector(pool: index.pool) { name in
                groups.lazy.compactMap { $0.group(name) }.first
            }
            return try selector.select(target.requests + base.requests).compactMap(base.open)
        }
    }

    private func addPaths(_ open: Set<String>, _ index: RPMIndex, _ read: [RepositoryMetadata]) async throws {
        try await context.sources.fetch(read.compactMap(\.filelists?.item))
        for (number, metadata) in read.enumerated() {
            guard let filelists = metadata.filelists else { continue }
            try failing("\(target.id): \(metadata.source.id)") {
                try index.addPaths(open, from: path(filelists), documentBytes: filelists.openSize, of: number)
            }
        }
    }

    /// Each of several failures names the target.
    private func named<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            let failures = (error as? FailureList)?.failures ?? []
            let causes: [any Error] = failures.isEmpty ? [error] : failures
            try FailureList.throwIfAny(causes.map { StageError(stage: stage, item: target.id, cause: $0) })
            throw error
        }
    }

    private func failing<Result>(_ item: String, _ body: () throws -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw StageError(stage: stage, item: item, cause: error)
        }
    }
}
