package import AirgapCore
package import SystemPackage

/// The packages of the target distributions with all that they depend on, as repositories that apt reads.
package struct OSPackagesModule: BundleModule {
    package typealias Locked = LockedTargets

    package static let name = ModuleName(rawValue: "os-packages")
    package static let configurationKeys = ["targets", "packages"]

    let configuration: OSPackagesConfiguration
    /// Where this machine's `etc/apt` is looked for.
    let systemRoot: FilePath
    /// The clock that Release files are held against.
    let clock: @Sendable () -> Timestamp

    package init?(project: ProjectConfiguration) {
        self.init(project: project, systemRoot: "/", clock: Timestamp.now)
    }

    /// As the protocol's, for another machine's sources and another clock.
    ///
    /// - Parameters:
    ///   - project: the project to read.
    ///   - systemRoot: where `etc/apt` and the keyrings that it names are looked for.
    ///   - clock: the time that Release files are held against.
    package init?(
        project: ProjectConfiguration, systemRoot: FilePath, clock: @escaping @Sendable () -> Timestamp
    ) {
        guard let configuration = OSPackagesConfiguration(project: project) else { return nil }
        self.configuration = configuration
        self.systemRoot = systemRoot
        self.clock = clock
    }

    /// Everything below the web root but what other modules put there.
    package static func owns(_ path: RelativePath) -> Bool {
        path.isInside(BundleLayout.webRoot) && !path.isInside(BundleLayout.webRoot + "/files")
            && !path.isInside(BundleLayout.webRoot + "/tools")
            // The set-up's script for nodes is the only file that is no repository's.
            && path.description != BundleLayout.webRoot + "/node-setup.sh"
    }

    package var requestDigest: Digest { configuration.requestDigest }

    package func resolve(in context: ResolveContext) async throws -> LockedTargets {
        var locked: [LockedTarget] = []
        var failures: [any ExplainedError] = []
        for target in configuration.targets {
            do {
                locked.append(try await resolve(target, in: context))
            } catch let error as any ExplainedError {
                failures.append(error)
            }
        }
        try FailureList.throwIfAny(failures)
        return LockedTargets(targets: locked.sorted { $0.id < $1.id })
    }

    private func resolve(_ target: TargetConfiguration, in context: ResolveContext) async throws -> LockedTarget {
        switch target.repositories {
        case .deb(let repositories):
            try await DebTargetResolver(
                target: target, repositories: repositories, context: context, systemRoot: systemRoot, now: clock()
            ).resolve()
        case .rpm(let repositories, let streams):
            try await RPMTargetResolver(
                target: target, repositories: repositories, streams: streams, context: context
            ).resolve()
        }
    }

    package func items(of locked: LockedTargets) throws -> [FetchItem] {
        var seen: Set<Digest> = []
        var items: [FetchItem] = []
        for target in locked.targets {
            for package in target.packages {
                let package = try Self.naming(package.label) { try package.checked(target.family) }
                guard let url = package.url, seen.insert(package.sha256).inserted else { continue }
                items.append(
                    FetchItem(
                        name: package.label, module: Self.name, sources: target.sources(of: url),
                        digest: package.sha256, size: package.size))
            }
            for modules in target.repositories.compactMap(\.modules) where seen.insert(modules.sha256).inserted {
                items.append(
                    FetchItem(
                        name: "\(target.id) modules", module: Self.name, sources: [modules.url], digest: modules.sha256,
                        size: modules.size))
            }
        }
        return items
    }

    package func summary(of locked: LockedTargets) -> String {
        let packages = Set(locked.targets.flatMap(\.packages).map(\.sha256)).count
        let repositories = Set(locked.targets.map { "\($0.distribution)/\($0.codename)" }).count
        return "\(packages) package\(packages == 1 ? "" : "s"), "
            + "\(repositories) repositor\(repositories == 1 ? "y" : "ies")"
    }

    package func explanation(of item: String, in locked: LockedTargets) -> [String] {
        locked.targets.flatMap { PackageExplanation(target: $0).lines(for: item) }
    }

    package static func makeVerifier() -> any ModuleVerifier { OSPackagesVerifier() }

    static func naming<Result>(_ item: String, _ body: () throws -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw StageError(stage: name.rawValue, item: item, cause: error)
        }
    }
}
