import AirgapCore

/// What a deb target's machines have, or get with the bundle, besides what was asked for.
struct DebBase {
    /// Packages that are carried like requested ones.
    private(set) var roots: [PackageIndex.ID] = []
    /// What the user should know, in words.
    private(set) var warnings: [String] = []
    private let index: PackageIndex
    private let isNone: Bool

    /// Reads the listing, if there is one, into the index.
    ///
    /// - Throws: `StageError` that names the listing.
    init(_ base: BaseSet, _ index: PackageIndex) throws(StageError) {
        self.index = index
        switch base {
        case .none: isNone = true
        case .include:
            isNone = false
            roots = Self.important(index)
        case .assume(let written, let path):
            isNone = false
            do {
                let listing = try SiteListing(path, family: .deb)
                try AssumedPackages(index: index).add(listing)
                if listing.entries.contains(where: { $0.version == nil }) {
                    warnings.append(
                        "\(written) has no versions: its packages satisfy only what asks for no version; "
                            + "'dpkg -l' has them")
                }
            } catch {
                throw StageError(stage: OSPackagesModule.name.rawValue, item: written, cause: error)
            }
        }
    }

    /// Essential packages and those of the priorities required and important (Debian Policy, sections 2.5 and 3.8).
    private static func important(_ index: PackageIndex) -> [PackageIndex.ID] {
        index.realNames.compactMap { index.nameID($0) }.compactMap { index.candidate(of: $0) }.filter {
            index.traits(of: $0).contains(.essential) || index.priority(of: $0) <= 1
        }
    }

    /// The base as the lock keeps it, with what was left out of the closure because of it; nil when there is none.
    func locked(_ target: TargetConfiguration, _ packages: [PackageIndex.ID]) throws -> LockedBase? {
        if isNone { return nil }
        let assumed = index.assumed
        guard !assumed.isEmpty else {
            return LockedBase(included: roots.map(index.name(of:)).sorted(), assumed: nil, leftOut: nil)
        }
        return LockedBase(
            included: nil, assumed: assumed.map(lockedPackage).sorted { $0.name < $1.name },
            leftOut: leftOut(target, assumed, packages))
    }

    private func lockedPackage(_ package: PackageIndex.ID) -> LockedBase.Package {
        let provides = (try? index.relations(.provides, of: package))?.joined().map(\.description) ?? []
        return LockedBase.Package(
            name: index.name(of: package),
            version: index.traits(of: package).contains(.unversioned) ? nil : index.text(.version, of: package),
            architecture: index.architecture(of: package), provides: provides.isEmpty ? nil : provides)
    }

    /// Assumed packages that are reached from the requests: without the listing they would be carried.
    private func leftOut(_ target: TargetConfiguration, _ assumed: [PackageIndex.ID], _ packages: [PackageIndex.ID])
        -> [String]
    {
        let names = Set(packages.map(index.nameID(of:)))
        let requested = target.requests.compactMap { index.nameID($0.name) }
        let roots = (assumed + packages).filter { requested.contains(index.nameID(of: $0)) }
        let reasons = DependencyReasons(
            index, packages: assumed + packages, takesRecommended: target.options.takesRecommended
        ).find(roots: roots)
        return assumed.filter {
            (reasons[$0] != nil || roots.contains($0)) && !names.contains(index.nameID(of: $0))
        }.map(index.name(of:)).sorted()
    }
}
