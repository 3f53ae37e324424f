import AirgapCore
import CSolv
import SystemPackage

/// What an rpm target's machines have, or get with the bundle, besides what was asked for.
struct RPMBase {
    /// Packages that are carried like requested ones.
    private(set) var requests: [PackageRequest] = []
    /// What the user should know, in words.
    private(set) var warnings: [String] = []
    private let pool: SolverPool
    private var installed: [Id] = []

    /// Reads the listing, if there is one, into the index.
    ///
    /// - Throws: `SiteListingError`, `RPMRequestError`, or as `PrimaryReader.read`.
    init(_ base: BaseSet, _ index: inout RPMIndex, _ groups: [CompsFile], paths: [FilePath]) throws {
        pool = index.pool
        switch base {
        case .none: break
        case .include:
            guard groups.contains(where: { $0.group("core") != nil }) else {
                throw RPMRequestError.missing([.init(name: "@core", near: [])])
            }
            requests = [try PackageRequest("@core", .rpm)]
        case .assume(_, let path):
            installed = try index.install(try SiteListing(path, family: .rpm), known: paths)
        }
    }

    /// A request with those packages that would change something; nil when what is there is as good.
    func open(_ request: SolverRequest) -> SolverRequest? {
        let there = request.packages.filter(installed.contains)
        guard !there.isEmpty else { return request }
        let better = request.packages.filter { package in
            !there.contains(package) && there.allSatisfy { pool.compareVersions(package, $0) > 0 }
        }
        return better.isEmpty ? nil : SolverRequest(text: request.text, packages: better)
    }

    /// The base as the lock keeps it; nil when there is none.
    func locked(_ index: RPMIndex, _ resolution: RPMResolution) -> LockedBase? {
        if !requests.isEmpty { return LockedBase(included: ["@core"], assumed: nil, leftOut: nil) }
        guard !installed.isEmpty else { return nil }
        let assumed = installed.map { package in
            LockedBase.Package(
                name: pool.name(of: package), version: pool.version(of: package),
                architecture: pool.architecture(of: package),
                provides: pool.dependencies(.provides, of: package).map(pool.text))
        }
        return LockedBase(
            included: nil, assumed: assumed.sorted { $0.name < $1.name },
            leftOut: leftOut(resolution).map(pool.name).sorted())
    }

    /// Installed packages that the closure leans on.
    private func leftOut(_ resolution: RPMResolution) -> Set<Id> {
        let there = Set(installed)
        var found: Set<Id> = []
        var waiting = resolution.packages
        while let package = waiting.popLast() {
            for dependency in pool.dependencies(.requires, of: package) {
                for provider in pool.providers(of: dependency)
                where there.contains(provider) && found.insert(provider).inserted {
                    waiting.append(provider)
                }
            }
        }
        return found
    }
}
