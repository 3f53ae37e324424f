import CSolv

/// Packages and what they need and provide, as libsolv sees them: filled once, then asked.
///
/// A pool belongs to one family and one architecture; packages of other architectures never enter it. It is not Sendable
/// and stays within one call.
final class SolverPool {
    /// How packages of a pool are compared and matched.
    enum Kind {
        case deb
        case rpm
    }

    /// A set of packages that were read from one place.
    struct Repository: Equatable {
        let pointer: UnsafeMutablePointer<Repo>
    }

    /// A field of a package that lists dependencies.
    enum Field {
        case requires, provides, conflicts, obsoletes, recommends, suggests, supplements, enhances
    }

    let kind: Kind
    let pool: OpaquePool
    private var repositories: [Repository] = []
    private var isReady = false
    private var visible: UnsafeMutablePointer<Map>?

    typealias OpaquePool = UnsafeMutablePointer<Pool>

    /// Makes an empty pool for one architecture, as the family names it: `amd64` or `x86_64`.
    init(_ kind: Kind, architecture: String) {
        self.kind = kind
        pool = pool_create()
        pool_setdisttype(pool, kind == .deb ? DISTTYPE_DEB : DISTTYPE_RPM)
        pool_setarchpolicy(pool, architecture)
    }

    deinit {
        pool_free(pool)
        if let visible {
            map_free(visible)
            visible.deallocate()
        }
    }

    /// Makes an empty repository; one with a higher priority hides packages of the same name in others (rpm).
    func makeRepository(_ name: String, priority: Int = 0) -> Repository {
        let repository = Repository(pointer: repo_create(pool, name))
        repository.pointer.pointee.priority = Int32(clamping: priority)
        repositories.append(repository)
        return repository
    }

    /// Takes a repository out, and makes an empty one of the same name and priority.
    func replace(_ repository: Repository) -> Repository {
        let (name, priority) = (String(cString: repository.pointer.pointee.name), repository.pointer.pointee.priority)
        repositories.removeAll { $0 == repository }
        repo_free(repository.pointer, 1)
        return makeRepository(name, priority: Int(priority))
    }

    /// Takes a repository's packages as installed: they stay, and count as present.
    func setInstalled(_ repository: Repository) { pool_set_installed(pool, repository.pointer) }

    /// The number of a text.
    func id(_ text: String) -> Id { pool_str2id(pool, text, 1) }

    /// The number of a text that some package has already, else nil.
    func knownID(_ text: String) -> Id? {
        let id = pool_str2id(pool, text, 0)
        return id == 0 ? nil : id
    }

    /// The number of `name <comparison> version`; the comparison is made of libsolv's REL_LT, REL_EQ and REL_GT.
    func relation(_ name: Id, _ comparison: Int32, _ version: Id) -> Id {
        pool_rel2id(pool, name, version, comparison, 1)
    }

    /// Adds a package and says that it provides itself.
    func add(name: String, version: String, architecture: String, to repository: Repository) -> Id {
        add(name: id(name), version: id(version), architecture: id(architecture), to: repository)
    }

    /// As above, with numbers of texts.
    func add(name: Id, version: Id, architecture: Id, to repository: Repository) -> Id {
        let package = repo_add_solvable(repository.pointer)
        pool.pointee.solvables[Int(package)].name = name
        pool.pointee.solvables[Int(package)].evr = version
        pool.pointee.solvables[Int(package)].arch = architecture
        add(relation(name, REL_EQ, version), to: .provides, of: package, in: repository)
        return package
    }

    /// Adds an entry to a dependency field.
    func add(_ dependency: Id, to field: Field, of package: Id, in repository: Repository) {
        let solvable = pool.pointee.solvables + Int(package)
        // Half a million of these make a repository: no key path stands between.
        switch field {
        case .requires: Self.add(dependency, to: &solvable.pointee.requires, repository)
        case .provides: Self.add(dependency, to: &solvable.pointee.provides, repository)
        case .conflicts: Self.add(dependency, to: &solvable.pointee.conflicts, repository)
        case .obsoletes: Self.add(dependency, to: &solvable.pointee.obsoletes, repository)
        case .recommends: Self.add(dependency, to: &solvable.pointee.recommends, repository)
        case .suggests: Self.add(dependency, to: &solvable.pointee.suggests, repository)
        case .supplements: Self.add(dependency, to: &solvable.pointee.supplements, repository)
        case .enhances: Self.add(dependency, to: &solvable.pointee.enhances, repository)
        }
    }

    private static func add(_ dependency: Id, to list: inout Offset, _ repository: Repository) {
        list = repo_addid_dep(repository.pointer, list, dependency, 0)
    }

    private static func offset(_ field: Field, of solvable: Solvable) -> Offset {
        switch field {
        case .requires: solvable.requires
        case .provides: solvable.provides
        case .conflicts: solvable.conflicts
        case .obsoletes: solvable.obsoletes
        case .recommends: solvable.recommends
        case .suggests: solvable.suggests
        case .supplements: solvable.supplements
        case .enhances: solvable.enhances
        }
    }

    /// Takes packages out of sight: they are no solution to anything.
    func hide(_ packages: [Id]) {
        let map = visible ?? UnsafeMutablePointer<Map>.allocate(capacity: 1)
        if visible == nil {
            map_init(map, pool.pointee.nsolvables)
            map_setall(map)
            visible = map
            pool.pointee.considered = map
        }
        for package in packages { map_clr(map, package) }
        isReady = false
    }

    func isHidden(_ package: Id) -> Bool { visible.map { map_tst($0, package) == 0 } ?? false }

    /// All packages of a repository.
    func packages(of repository: Repository) -> [Id] {
        let repo = repository.pointer.pointee
        return (repo.start..<max(repo.start, repo.end)).filter {
            pool.pointee.solvables[Int($0)].repo == repository.pointer
        }
    }

    /// The repository of a package.
    func repository(of package: Id) -> Repository? {
        pool.pointee.solvables[Int(package)].repo.map(Repository.init(pointer:))
    }

    /// Something was added after `prepare`.
    func invalidate() { isReady = false }

    /// Makes the tables that solving needs; what is added afterwards is seen after `invalidate` only.
    func prepare() {
        guard !isReady else { return }
        isReady = true
        for repository in repositories { repo_internalize(repository.pointer) }
        if kind == .rpm { pool_addfileprovides(pool) }
        pool_createwhatprovides(pool)
    }

    /// The packages that provide a name or relation.
    func providers(of dependency: Id) -> [Id] {
        prepare()
        guard var next = pool_whatprovides_ptr(pool, dependency) else { return [] }
        var result: [Id] = []
        while next.pointee != 0 {
            result.append(next.pointee)
            next += 1
        }
        return result
    }

    /// The dependencies of a package in a field.
    func dependencies(_ field: Field, of package: Id) -> [Id] {
        let solvable = pool.pointee.solvables[Int(package)]
        let offset = Self.offset(field, of: solvable)
        guard offset != 0, let repository = solvable.repo,
            var next = repository.pointee.idarraydata.map({ $0 + Int(offset) })
        else { return [] }
        var result: [Id] = []
        while next.pointee != 0 {
            // Marks what scripts need; no dependency itself.
            if next.pointee != Id(bitPattern: SOLVABLE_PREREQMARKER.rawValue),
                next.pointee != Id(bitPattern: SOLVABLE_FILEMARKER.rawValue)
            {
                result.append(next.pointee)
            }
            next += 1
        }
        return result
    }

    /// The text of a dependency: `libc6 (>= 2.36)` or `glibc >= 2.34`.
    func text(of dependency: Id) -> String {
        let text = String(cString: pool_dep2str(pool, dependency))
        guard kind == .deb, airgap_is_relation(dependency) != 0 else { return text }
        return DebRelationText.deb(text)
    }

    func name(of package: Id) -> String {
        String(cString: pool_id2str(pool, pool.pointee.solvables[Int(package)].name))
    }

    func version(of package: Id) -> String {
        String(cString: pool_id2str(pool, pool.pointee.solvables[Int(package)].evr))
    }

    func architecture(of package: Id) -> String {
        String(cString: pool_id2str(pool, pool.pointee.solvables[Int(package)].arch))
    }

    /// What messages call a package: `curl 7.88.1-10`.
    func label(of package: Id) -> String { "\(name(of: package)) \(version(of: package))" }

    /// Below 0 when the first package's version is the older.
    func compareVersions(_ first: Id, _ second: Id) -> Int {
        guard let solvables = pool.pointee.solvables else { return 0 }
        return Int(pool_evrcmp(pool, solvables[Int(first)].evr, solvables[Int(second)].evr, EVRCMP_COMPARE))
    }
}
