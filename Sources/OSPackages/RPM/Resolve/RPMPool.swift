import AirgapCore
import CSolv

/// rpm packages in a libsolv pool, with where they are and what their bytes must be.
struct RPMPool {
    let pool: SolverPool
    private let versions = VersionCache()

    /// The number of the version that was asked for last: most relations of a package name its own.
    private final class VersionCache {
        var version: RPMVersion?
        var id: Id = 0
    }

    init(architecture: Architecture) {
        pool = SolverPool(.rpm, architecture: architecture.rpm)
    }

    /// Adds a package; one that nobody will fetch has no source.
    func add(_ package: RPMPackage, _ source: RPMPackageSource?, to repository: SolverPool.Repository) {
        let id = pool.add(
            name: package.name, version: package.version.description, architecture: package.architecture,
            to: repository)
        add(package.requires, to: .requires, of: id, repository)
        add(package.provides, to: .provides, of: id, repository)
        add(package.conflicts, to: .conflicts, of: id, repository)
        add(package.obsoletes, to: .obsoletes, of: id, repository)
        add(package.recommends, to: .recommends, of: id, repository)
        add(package.suggests, to: .suggests, of: id, repository)
        add(package.supplements, to: .supplements, of: id, repository)
        add(package.enhances, to: .enhances, of: id, repository)
        let data = repo_last_repodata(repository.pointer)
        for file in package.files { add(file, to: id, data) }
        if let source { store(source, of: id, data) }
    }

    private func add(
        _ relations: [RPMRelation], to field: SolverPool.Field, of package: Id, _ repository: SolverPool.Repository
    ) {
        // What rpm itself can do is no matter of packages.
        for relation in relations where !relation.name.utf8.starts(with: "rpmlib(".utf8) {
            pool.add(dependency(relation), to: field, of: package, in: repository)
        }
    }

    /// A relation's number; a rich dependency that cannot be read is one that nothing provides.
    func dependency(_ relation: RPMRelation) -> Id {
        if relation.name.utf8.first == UInt8(ascii: "("), let rich = RichDependency(relation.name) {
            return dependency(rich)
        }
        guard let bound = relation.bound else { return pool.id(relation.name) }
        return pool.relation(
            pool.id(relation.name), Self.comparison(bound.comparison), id(of: bound.version))
    }

    private func id(of version: RPMVersion) -> Id {
        if versions.version != version {
            versions.id = pool.id(version.description)
            versions.version = version
        }
        return versions.id
    }

    func dependency(_ rich: RichDependency) -> Id {
        switch rich {
        case .simple(let relation): return dependency(relation)
        case .combined(let kind, let operands):
            let ids = operands.map(dependency)
            guard let first = ids.first, let last = ids.last, ids.count > 1 else { return ids.first ?? 0 }
            switch kind {
            case .and: return chain(ids, REL_AND)
            case .or: return chain(ids, REL_OR)
            case .with: return chain(ids, REL_WITH)
            case .without: return pool.relation(first, REL_WITHOUT, last)
            case .if, .unless:
                let condition = ids.count > 2 ? pool.relation(ids[1], REL_ELSE, ids[2]) : ids[1]
                return pool.relation(first, kind == .if ? REL_COND : REL_UNLESS, condition)
            }
        }
    }

    private func chain(_ ids: [Id], _ kind: Int32) -> Id {
        ids.dropLast().reversed().reduce(ids.last ?? 0) { pool.relation($1, kind, $0) }
    }

    /// Where a package is, and what its bytes must be; nil for one that was added without.
    func source(of package: Id) -> RPMPackageSource? {
        let solvable = pool.pool.pointee.solvables + Int(package)
        var type: Id = 0
        guard let location = solvable_lookup_str(solvable, Key.mediaFile),
            let checksum = solvable_lookup_checksum(solvable, Key.checksum, &type),
            let digest = try? Digest(hex: String(cString: checksum))
        else { return nil }
        return RPMPackageSource(
            location: String(cString: location),
            base: solvable_lookup_str(solvable, Key.mediaBase).map { String(cString: $0) }, digest: digest,
            size: Int64(clamping: solvable_lookup_num(solvable, Key.downloadSize, 0)))
    }

    func store(_ source: RPMPackageSource, of package: Id, _ data: UnsafeMutablePointer<Repodata>?) {
        repodata_set_str(data, package, Key.mediaFile, source.location)
        if let base = source.base { repodata_set_str(data, package, Key.mediaBase, base) }
        repodata_set_checksum(data, package, Key.checksum, Key.sha256, source.digest.hex)
        repodata_set_num(data, package, Key.downloadSize, UInt64(clamping: source.size))
    }

    private func add(_ file: String, to package: Id, _ data: UnsafeMutablePointer<Repodata>?) {
        var bytes = Array(file.utf8)
        bytes.append(0)
        bytes.withUnsafeMutableBufferPointer { Self.add($0, to: package, data) }
    }

    /// Adds a path that ends with NUL; its last slash becomes another NUL.
    static func add(_ path: UnsafeMutableBufferPointer<UInt8>, to package: Id, _ data: UnsafeMutablePointer<Repodata>?)
    {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")), let base = path.baseAddress else { return }
        path[slash] = 0
        let text = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        let folder = slash == 0 ? repodata_str2dir(data, "/", 1) : repodata_str2dir(data, text, 1)
        repodata_add_dirstr(data, package, Key.fileList, folder, text + slash + 1)
    }

    static func comparison(_ comparison: RPMRelation.Comparison) -> Int32 {
        switch comparison {
        case .less: REL_LT
        case .lessOrEqual: REL_LT | REL_EQ
        case .equal: REL_EQ
        case .greaterOrEqual: REL_GT | REL_EQ
        case .greater: REL_GT
        }
    }

    /// libsolv's numbers for the attributes that are kept.
    private enum Key {
        static let mediaFile = Id(bitPattern: SOLVABLE_MEDIAFILE.rawValue)
        static let mediaBase = Id(bitPattern: SOLVABLE_MEDIABASE.rawValue)
        static let checksum = Id(bitPattern: SOLVABLE_CHECKSUM.rawValue)
        static let downloadSize = Id(bitPattern: SOLVABLE_DOWNLOADSIZE.rawValue)
        static let fileList = Id(bitPattern: SOLVABLE_FILELIST.rawValue)
        static let sha256 = Id(bitPattern: REPOKEY_TYPE_SHA256.rawValue)
    }
}
