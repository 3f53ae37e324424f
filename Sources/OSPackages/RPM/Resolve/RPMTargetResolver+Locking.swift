import AirgapCore
import CSolv

extension RPMTargetResolver {
    /// What was resolved, as the lock keeps it.
    func locked(
        _ place: RPMPlace, _ read: [RepositoryMetadata], _ index: RPMIndex, _ resolution: RPMResolution,
        _ base: RPMBase, _ filter: ModuleFilter?
    ) throws -> LockedTarget {
        let packages = try resolution.packages.map { package in
            do {
                return try lockedPackage(package, read, index, resolution)
            } catch {
                throw StageError(
                    stage: OSPackagesModule.name.rawValue, item: "\(target.id): \(index.pool.label(of: package))",
                    cause: error)
            }
        }
        let isModular = filter.map { filter in
            resolution.packages.contains { filter.activePackages.contains(index.nevra(of: $0)) }
        }
        return LockedTarget(
            id: target.id, family: .rpm, distribution: place.distribution, codename: place.release,
            repositories: try read.map { try lockedRepository($0, hasModules: isModular == true) },
            keys: try keys(), requested: target.requests.map(\.description).sorted(),
            base: base.locked(index, resolution), recommends: target.options.takesRecommended ? true : nil,
            packages: packages.sorted())
    }

    private func lockedPackage(
        _ package: Id, _ read: [RepositoryMetadata], _ index: RPMIndex, _ resolution: RPMResolution
    ) throws -> LockedPackage {
        guard let source = index.packages.source(of: package), let number = index.repositoryNumber(of: package) else {
            throw MetadataError.missing("location", item: index.pool.label(of: package))
        }
        let metadata = number < read.count ? read[number] : nil
        let reason = resolution.reasons[package].map {
            LockedPackage.Reason(package: index.pool.name(of: $0.owner), relation: $0.relation)
        }
        return try LockedPackage(
            name: index.pool.name(of: package), version: index.pool.version(of: package),
            architecture: index.pool.architecture(of: package), url: try metadata?.urls(of: source).first,
            origin: metadata == nil ? source.location : nil, size: source.size, sha256: source.digest,
            trusted: metadata.map { $0.trust == .unchecked } ?? true ? true : nil, neededBy: reason
        ).checked(.rpm)
    }

    private func lockedRepository(_ metadata: RepositoryMetadata, hasModules: Bool) throws -> LockedRepository {
        let others = Array(metadata.mirrors.dropFirst().prefix(4))
        let modules = hasModules ? metadata.modules : nil
        return LockedRepository(
            url: metadata.mirrors[0], suite: metadata.source.id, release: metadata.digest,
            mirrors: others.isEmpty ? nil : others,
            modules: modules.flatMap { file in
                file.item.sources.first.map { .init(url: $0, size: file.item.size, sha256: file.item.digest) }
            },
            trusted: metadata.trust == .unchecked ? true : nil)
    }

    private func keys() throws -> [LockedKey]? {
        var seen: Set<String> = []
        let files = repositories.flatMap(\.keys).filter { seen.insert($0.written).inserted }
        guard !files.isEmpty else { return nil }
        return try files.map { LockedKey(file: $0.written, sha256: Digest(of: try Keyring(at: $0.path).bytes)) }
    }
}
