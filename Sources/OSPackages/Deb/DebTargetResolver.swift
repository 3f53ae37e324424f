import AirgapCore
import SystemPackage

/// Resolves one deb target: its suites, its closure, its place in the bundle.
struct DebTargetResolver {
    let target: TargetConfiguration
    let repositories: [DebRepository]
    let context: ResolveContext
    let systemRoot: FilePath
    let now: Timestamp

    private var stage: String { OSPackagesModule.name.rawValue }

    /// Resolves the target.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func resolve() async throws -> LockedTarget {
        let suites = try await readSuites()
        let index = try self.index(suites)
        context.progress.report(.detail(stage: stage, text: "\(target.id): \(index.count) packages known"))
        let origins = try readLocal(into: index, after: suites.count)
        let base = try DebBase(target.base, index)
        let resolution = try closure(in: index, base)
        for warning in resolution.warnings + base.warnings {
            context.progress.report(.warning(stage: stage, text: "\(target.id): \(warning)"))
        }
        return try locked(suites, origins, resolution, base, index)
    }

    /// Reads every suite and brings its indexes into the store.
    ///
    /// - Throws: `StageError` or `FailureList`.
    func readSuites() async throws -> [SuiteReader.Suite] {
        let sources = try await DebSources(target: target.id, repositories: repositories, systemRoot: systemRoot)
            .suites()
        context.progress.report(.detail(stage: stage, text: "\(target.id): reading \(sources.count) suites"))
        for source in sources where source.keyring == nil {
            context.progress.report(
                .warning(
                    stage: stage, text: "\(target.id): \(source.label) is taken without a signature: trusted: true"))
        }
        let suites = try await read(sources)
        try await context.sources.fetch(suites.flatMap(\.indexes))
        return suites
    }

    /// The closure; each of several failures names the target.
    private func closure(in index: PackageIndex, _ base: DebBase) throws -> Resolution {
        do {
            return try DebResolver.resolve(target.requests, in: index, base: base.roots, options: target.options)
        } catch {
            let failures = (error as? FailureList)?.failures ?? []
            let causes: [any Error] = failures.isEmpty ? [error] : failures
            try FailureList.throwIfAny(causes.map { StageError(stage: stage, item: target.id, cause: $0) })
            throw error
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

    /// All packages of the suites, as they are in the store.
    ///
    /// - Throws: `StageError`.
    func index(_ suites: [SuiteReader.Suite]) throws -> PackageIndex {
        let cached = snapshot(of: suites)
        let index =
            try IndexSnapshot.read(cached.path, key: cached.key, architecture: context.architecture.debian)
            ?? parsed(suites, keptAt: cached)
        for (number, suite) in suites.enumerated() {
            index.setPriority(suite.source.priority, ofRepository: UInt16(clamping: number))
        }
        return index
    }

    private func parsed(_ suites: [SuiteReader.Suite], keptAt cached: (path: FilePath, key: Digest)) throws
        -> PackageIndex
    {
        let index = PackageIndex(architecture: context.architecture.debian)
        for (number, suite) in suites.enumerated() {
            for item in suite.indexes {
                try failing("\(suite.source.label): \(item.name)") {
                    try index.read(context.store.path(of: item.digest), repository: UInt16(clamping: number))
                }
            }
        }
        // Without it the next run parses once more, and nothing else is lost.
        try? IndexSnapshot.write(index, key: cached.key, to: cached.path)
        return index
    }

    /// Where the parsed indexes of these suites are kept, one file for the same list of suites, and what they must be.
    private func snapshot(of suites: [SuiteReader.Suite]) -> (path: FilePath, key: Digest) {
        let architecture = context.architecture.debian
        let names = suites.map { "\($0.source.label) \($0.source.components.joined(separator: " "))" }
        let slot = Digest(of: Array((names + [architecture]).joined(separator: "\n").utf8)).hex.prefix(32)
        let contents = suites.enumerated().flatMap { number, suite in suite.indexes.map { "\(number) \($0.digest)" } }
        return (
            context.store.root.appending("metadata/deb-\(slot)"),
            Digest(of: Array((contents + [architecture]).joined(separator: "\n").utf8))
        )
    }

    /// Reads the folders of .deb files on this machine; each is a repository behind the suites.
    ///
    /// - Returns: the path as written of each folder, by its repository's number.
    private func readLocal(into index: PackageIndex, after count: Int) throws -> [UInt16: String] {
        var origins: [UInt16: String] = [:]
        for (position, directory) in target.localDirectories.enumerated() {
            let number = UInt16(clamping: count + position)
            origins[number] = directory.written
            index.setPriority(directory.priority ?? 500, ofRepository: number)
            try failing("\(target.id): \(directory.written)") {
                for file in try LocalPackages.read(directory.path, family: .deb) {
                    guard case .deb(let control) = file.facts else { continue }
                    let stanza = """
                        \(control.text)
                        Filename: \(file.relativePath)
                        Size: \(file.size)
                        SHA256: \(file.digest.hex)

                        """
                    try Array(stanza.utf8).withUnsafeBytes { try index.add($0, repository: number) }
                }
            }
        }
        return origins
    }

    private func locked(
        _ suites: [SuiteReader.Suite], _ origins: [UInt16: String], _ resolution: Resolution, _ base: DebBase, _ index: PackageIndex
    ) throws -> LockedTarget {
        let place = try RepositoryPlace(target: target, releases: suites.map(\.release))
        let entries = try resolution.packages.map { package in
            try failing("\(target.id): \(index.name(of: package))") {
                try lockedPackage(package, suites, origins, resolution, index)
            }
        }
        return LockedTarget(
            id: target.id, family: .deb, distribution: place.distribution, codename: place.codename,
            repositories: suites.map {
                LockedRepository(
                    url: $0.source.url, suite: $0.source.suite, release: $0.digest, mirrors: nil, modules: nil,
                    trusted: $0.source.keyring == nil ? true : nil)
            },
            keys: nil, requested: target.requests.map(\.description).sorted(),
            base: try base.locked(target, resolution.packages),
            recommends: target.options.takesRecommended ? true : nil, packages: entries.sorted())
    }

    private func lockedPackage(
        _ package: PackageIndex.ID, _ suites: [SuiteReader.Suite], _ origins: [UInt16: String],
        _ resolution: Resolution, _ index: PackageIndex
    ) throws -> LockedPackage {
        let repository = index.repository(of: package)
        let source = origins[repository] == nil ? suites[Int(repository)].source : nil
        let file = index.text(.filename, of: package)
        return try LockedPackage(
            name: index.name(of: package), version: index.text(.version, of: package),
            architecture: index.architecture(of: package), url: try source?.package(file),
            origin: origins[repository].map { $0 + "/" + file }, size: index.size(of: package),
            sha256: try index.digest(of: package), trusted: source?.keyring == nil ? true : nil,
            neededBy: resolution.reasons[package].map {
                LockedPackage.Reason(package: index.name(of: $0.owner), relation: $0.relation)
            }
        ).checked(.deb)
    }

    private func failing<Result>(_ item: String, _ body: () throws -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw StageError(stage: stage, item: item, cause: error)
        }
    }
}
