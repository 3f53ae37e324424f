import AirgapCore
import SystemPackage

/// Resolves one deb target: its suites, its closure, its place in the bundle.
struct DebTargetResolver {
    let target: TargetConfiguration
    let context: ResolveContext
    let systemRoot: FilePath
    let now: Timestamp

    private var stage: String { OSPackagesModule.name.rawValue }

    /// Resolves the target.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func resolve() async throws -> LockedTarget {
        let (suites, index) = try await read()
        context.progress.report(.detail(stage: stage, text: "\(target.id): \(index.count) packages known"))
        let resolution = try closure(of: target.requests, in: index)
        for warning in resolution.warnings {
            context.progress.report(.warning(stage: stage, text: "\(target.id): \(warning)"))
        }
        return try locked(suites, resolution.packages, index)
    }

    /// Reads the target's suites, and knows their packages.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func read() async throws -> (suites: [SuiteReader.Suite], index: PackageIndex) {
        let sources = try self.sources(systemChecksDate: await AptDateChecks.areOn(root: systemRoot))
        context.progress.report(.detail(stage: stage, text: "\(target.id): reading \(sources.count) suites"))
        let suites = try await read(sources)
        try await context.sources.fetch(suites.flatMap(\.indexes))
        return (suites, try index(suites))
    }

    /// The closure; each of several failures names the target.
    func closure(of requests: [PackageRequest], in index: PackageIndex) throws -> Resolution {
        do {
            return try DebResolver.resolve(requests, in: index)
        } catch {
            let failures = (error as? FailureList)?.failures ?? []
            let causes: [any Error] = failures.isEmpty ? [error] : failures
            try FailureList.throwIfAny(causes.map { StageError(stage: stage, item: target.id, cause: $0) })
            throw error
        }
    }

    /// Every suite of every repository, with its URL and keyring; all faults at once.
    private func sources(systemChecksDate: Bool) throws -> [SuiteSource] {
        let system = try failing(target.id) { try AptSources(root: systemRoot) }
        var result: [SuiteSource] = []
        var failures: [StageError] = []
        for repository in target.repositories {
            for suite in repository.suites {
                do throws(StageError) {
                    result.append(
                        try failing("\(target.id): \(suite)") {
                            try source(suite, of: repository, system, systemChecksDate)
                        })
                } catch {
                    failures.append(error)
                }
            }
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    private func source(
        _ suite: String, of repository: DebRepository, _ system: AptSources, _ systemChecksDate: Bool
    ) throws -> SuiteSource {
        let configured = try repository.keyring.map { try Keyring(at: $0.path) }
        switch repository.location {
        case .url(let url):
            guard let configured else { throw KeyringError.empty }
            return SuiteSource(
                url: url, suite: suite, components: repository.components, keyring: configured,
                checksDate: repository.checksDate)
        case .system:
            let entry = try system.entry(for: suite, components: repository.components)
            guard let keyring = try configured ?? self.keyring(of: entry) else {
                throw AptSourcesError.noKeyring(suite: suite, place: entry.place)
            }
            return SuiteSource(
                url: try RemoteURL(entry.uri), suite: suite, components: repository.components, keyring: keyring,
                checksDate: repository.checksDate && systemChecksDate)
        }
    }

    /// A keyring made of all that the entry names.
    private func keyring(of entry: AptSource) throws -> Keyring? {
        switch entry.signedBy {
        case .embedded(let text): return try Keyring(Array(text.utf8))
        case .files(let paths):
            let rings = try paths.map { try Keyring(at: systemRoot.appending(String($0.drop { $0 == "/" }))) }
            return rings.count == 1 ? rings.first : try Keyring(rings.flatMap(\.bytes))
        case nil: return nil
        }
    }

    private func read(_ sources: [SuiteSource]) async throws -> [SuiteReader.Suite] {
        let reader = SuiteReader(context: context, now: now)
        var suites: [SuiteReader.Suite] = []
        var failures: [StageError] = []
        for source in sources {
            do {
                suites.append(try await reader.read(source))
            } catch let error as StageError {
                failures.append(error)
            }
        }
        try FailureList.throwIfAny(failures)
        return suites
    }

    private func index(_ suites: [SuiteReader.Suite]) throws -> PackageIndex {
        let index = PackageIndex(architecture: context.architecture.debian)
        for (number, suite) in suites.enumerated() {
            for item in suite.indexes {
                try failing("\(suite.source.label): \(item.name)") {
                    try index.read(context.store.path(of: item.digest), repository: UInt16(clamping: number))
                }
            }
        }
        return index
    }

    private func locked(_ suites: [SuiteReader.Suite], _ packages: [PackageIndex.ID], _ index: PackageIndex) throws
        -> LockedTarget
    {
        let place = try RepositoryPlace(target: target, releases: suites.map(\.release))
        let entries = try packages.map { try lockedPackage($0, suites, index) }
        return LockedTarget(
            id: target.id, family: .deb, distribution: place.distribution, codename: place.codename,
            repositories: suites.map {
                LockedRepository(url: $0.source.url, suite: $0.source.suite, release: $0.digest)
            },
            requested: target.requests.map(\.description).sorted(), packages: entries.sorted())
    }

    func lockedPackage(
        _ package: PackageIndex.ID, _ suites: [SuiteReader.Suite], _ index: PackageIndex
    ) throws(StageError) -> LockedPackage {
        try failing("\(target.id): \(index.name(of: package))") {
            try LockedPackage(
                name: index.name(of: package), version: index.text(.version, of: package),
                architecture: index.architecture(of: package),
                url: try suites[Int(index.repository(of: package))].source.package(
                    index.text(.filename, of: package)),
                size: index.size(of: package),
                sha256: try index.digest(of: package)
            ).checked()
        }
    }

    func failing<Result>(_ item: String, _ body: () throws -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw StageError(stage: stage, item: item, cause: error)
        }
    }
}
