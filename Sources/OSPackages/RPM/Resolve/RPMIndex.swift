import AirgapCore
import CSolv
import SystemPackage

/// All packages of an rpm target's repositories, ready to be asked.
struct RPMIndex {
    let architecture: Architecture
    let packages: RPMPool
    /// In the order of the configuration.
    private(set) var repositories: [SolverPool.Repository] = []

    var pool: SolverPool { packages.pool }

    init(architecture: Architecture) {
        self.architecture = architecture
        packages = RPMPool(architecture: architecture)
    }

    /// Begins to read a repository that is not kept parsed; nil for one that is.
    func stream(_ source: PrimarySource) -> PrimaryStream? {
        source.cached?.isNoted == true ? nil : reading(source)
    }

    private func reading(_ source: PrimarySource) -> PrimaryStream {
        PrimaryStream(
            source.path, architectures: [architecture.rpm, "noarch"], documentBytes: source.documentBytes)
    }

    /// Takes in a repository's primary metadata.
    ///
    /// - Parameters:
    ///   - source: where it is.
    ///   - stream: the same on its way.
    /// - Throws: as `PrimaryReader.read`.
    mutating func read(_ source: PrimarySource, _ stream: PrimaryStream? = nil) throws {
        var repository = pool.makeRepository(source.name, priority: -source.priority)
        if stream == nil, let cached = source.cached, cached.read(into: repository) {
            repositories.append(repository)
            return
        }
        // A file that broke off while it was read leaves something behind.
        if !pool.packages(of: repository).isEmpty { repository = pool.replace(repository) }
        repositories.append(repository)
        let stream = stream ?? reading(source)
        var numbers = RPMPool.Numbers()
        while let batch = try stream.next() { packages.add(batch, &numbers, to: repository) }
        source.cached?.write(repository)
    }

    /// Takes out of sight what the module streams hide.
    func apply(_ filter: ModuleFilter) {
        var hidden: [Id] = []
        for repository in repositories {
            for id in pool.packages(of: repository) where filter.hides(identity(of: id)) { hidden.append(id) }
        }
        if !hidden.isEmpty { pool.hide(hidden) }
    }

    /// As much of a package as module streams look at.
    private func identity(of package: Id) -> RPMPackage {
        let evr = pool.version(of: package)
        var identity = RPMPackage(
            name: pool.name(of: package),
            version: RPMVersion(parsing: evr) ?? RPMVersion(epoch: nil, version: evr, release: nil),
            architecture: pool.architecture(of: package))
        identity.provides = pool.dependencies(.provides, of: package).map {
            RPMRelation(name: pool.nameOfDependency($0), bound: nil, isPre: false)
        }
        return identity
    }

    /// `name-[epoch:]version-release.architecture`
    func nevra(of package: Id) -> String {
        "\(pool.name(of: package))-\(pool.version(of: package)).\(pool.architecture(of: package))"
    }

    /// The position of a package's repository.
    func repositoryNumber(of package: Id) -> Int? {
        pool.repository(of: package).flatMap { repositories.firstIndex(of: $0) }
    }

    /// Reads a folder of rpm files on this machine.
    ///
    /// - Throws: as `LocalPackages.read`.
    mutating func read(_ directory: LocalDirectory) throws {
        let repository = pool.makeRepository(directory.written, priority: -(directory.priority ?? 99))
        repositories.append(repository)
        for file in try LocalPackages.read(directory.path, family: .rpm) {
            guard case .rpm(let rpm) = file.facts, [architecture.rpm, "noarch"].contains(rpm.package.architecture)
            else {
                continue
            }
            let location = directory.written + "/" + file.relativePath.description
            packages.add(
                rpm.package,
                RPMPackageSource(location: location, base: nil, digest: file.digest, size: file.size), to: repository)
        }
    }

    /// File paths that something within reach of the requests needs, and nothing known provides: only filelists can.
    func openPaths(_ requests: [SolverRequest]) -> Set<String> {
        pool.prepare()
        var open: Set<String> = []
        var seen: Set<Id> = []
        var waiting = requests.flatMap(\.packages)
        for package in waiting { seen.insert(package) }
        while let package = waiting.popLast() {
            for dependency in pool.dependencies(.requires, of: package).flatMap(pool.parts) {
                let providers = pool.providers(of: dependency)
                for provider in providers where seen.insert(provider).inserted { waiting.append(provider) }
                let name = pool.nameOfDependency(dependency)
                if providers.isEmpty, name.hasPrefix("/") { open.insert(name) }
            }
        }
        return open
    }

    /// Takes paths out of a repository's filelists.
    ///
    /// - Throws: as `FilelistsReader.read`.
    func addPaths(_ wanted: Set<String>, from filelists: FilePath, documentBytes: Int64?, of repository: Int) throws {
        var byDigest: [Digest: Id] = [:]
        for package in pool.packages(of: repositories[repository]) {
            if let digest = packages.source(of: package)?.digest { byDigest[digest] = package }
        }
        let paths = Set(wanted.map { Array($0.utf8) })
        try FilelistsReader.read(filelists, documentBytes: documentBytes) {
            paths.contains(Array($0))
        } take: { digest, found in
            guard let package = byDigest[digest] else { return }
            for path in found { pool.add(pool.id(path), to: .provides, of: package, in: repositories[repository]) }
        }
        pool.invalidate()
    }

    /// Takes in a repository whose metadata is in memory, compressed or not; filelists only as far as they are needed.
    ///
    /// - Returns: what must be called with the requests before they are solved.
    /// - Throws: `XMLError`, `MetadataError`, or `ArchiveError`.
    mutating func read(primary: [UInt8], filelists: [UInt8], name: String) throws -> ([SolverRequest]) throws -> Void {
        let repository = pool.makeRepository(name)
        repositories.append(repository)
        try withoutActuallyEscaping({ (package: RPMPackage, source: RPMPackageSource) in
            packages.add(package, source, to: repository)
        }) { take in
            _ = try MemoryDocument.read(
                PrimaryHandler(architectures: [architecture.rpm, "noarch"], take: take), of: primary)
        }
        return { [self] requests in
            let open = openPaths(requests)
            if open.isEmpty { return }
            var byDigest: [Digest: Id] = [:]
            for package in pool.packages(of: repository) {
                if let digest = packages.source(of: package)?.digest { byDigest[digest] = package }
            }
            let paths = Set(open.map { Array($0.utf8) })
            _ = try MemoryDocument.read(
                FilelistsHandler(isWanted: { paths.contains(Array($0)) }) { digest, found in
                    guard let package = byDigest[digest] else { return }
                    for path in found { pool.add(pool.id(path), to: .provides, of: package, in: repository) }
                }, of: filelists)
            pool.invalidate()
        }
    }
}
