import AirgapCore
import CSolv

/// Proves that what was asked for installs from one produced yum repository alone.
enum RPMProof {
    /// Proves the requests of a target.
    ///
    /// - Parameters:
    ///   - target: what was asked for, and what its machines have.
    ///   - primary: the produced primary.xml, compressed or not.
    ///   - filelists: the produced filelists.xml, compressed or not.
    ///   - architecture: the bundle's.
    /// - Returns: what was proved.
    /// - Throws: `XMLError`, `MetadataError`, or `ArchiveError`.
    static func prove(
        _ target: LockedTarget, primary: [UInt8], filelists: [UInt8], architecture: Architecture
    ) throws -> InstallabilityProof {
        var index = RPMIndex(architecture: architecture)
        let openPaths = try index.read(primary: primary, filelists: filelists, name: "bundle")
        install(target.base?.assumed ?? [], in: index.packages)
        let selector = RPMRequestSelector(pool: index.pool) { _ in nil }
        let requests = names(target).map { SolverRequest(text: $0, packages: packages(for: $0, selector)) }
        try openPaths(requests)
        return InstallabilityProof(requests, in: index.pool)
    }

    /// The bundle does not say which packages a group has (comps are not in it): with a group, all that is locked must
    /// install.
    private static func names(_ target: LockedTarget) -> [String] {
        let requested = target.requested + (target.base?.included ?? [])
        let names = requested.filter { !$0.hasPrefix("@") }
        guard names.count < requested.count else { return names }
        let known = Set(names)
        return names + target.packages.map(\.name).filter { !known.contains($0) }
    }

    private static func packages(for text: String, _ selector: RPMRequestSelector) -> [Id] {
        guard let request = try? PackageRequest(text, .rpm) else { return [] }
        return (try? selector.packages(for: request)) ?? []
    }

    private static func install(_ assumed: [LockedBase.Package], in packages: RPMPool) {
        guard !assumed.isEmpty else { return }
        let repository = packages.pool.makeRepository("installed")
        for package in assumed {
            let id = packages.pool.add(
                name: package.name, version: package.version ?? "0", architecture: package.architecture, to: repository)
            for text in package.provides ?? [] {
                let relation = RPMRelation(text: text)
                packages.pool.add(packages.dependency(relation), to: .provides, of: id, in: repository)
            }
        }
        packages.pool.setInstalled(repository)
    }
}

extension RPMRelation {
    /// Reads `name`, or `name = version` as a lock has it.
    fileprivate init(text: String) {
        let parts = text.split(separator: " ")
        let version = parts.count == 3 && parts[1] == "=" ? RPMVersion(parsing: String(parts[2])) : nil
        self.init(
            name: version == nil ? text : String(parts[0]),
            bound: version.map { Bound(comparison: .equal, version: $0) }, isPre: false)
    }
}
