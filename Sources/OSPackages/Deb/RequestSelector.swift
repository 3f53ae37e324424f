import AirgapCore

/// Finds the package that each request means.
struct RequestSelector {
    /// What the requests mean.
    struct Selection {
        /// One package a request, in order, each once.
        var roots: [PackageIndex.ID] = []
        /// The packages whose version was asked for.
        var pins: [PackageIndex.NameID: PackageIndex.ID] = [:]
    }

    let index: PackageIndex

    /// Finds all packages.
    ///
    /// - Throws: `ResolutionError`, or a `FailureList`: all faults at once, the missing names in one.
    func select(_ requests: [PackageRequest]) throws -> Selection {
        var selection = Selection()
        var missing: [ResolutionError.Missing] = []
        var failures: [ResolutionError] = []
        for request in requests {
            do throws(ResolutionError) {
                guard let found = try package(for: request) else {
                    missing.append(.init(name: request.name, near: near(request.name)))
                    continue
                }
                try note(found, for: request, in: &selection)
            } catch {
                failures.append(error)
            }
        }
        selection.roots = selection.roots.map { selection.pins[index.nameID(of: $0)] ?? $0 }
        var seen: Set<PackageIndex.ID> = []
        selection.roots.removeAll { !seen.insert($0).inserted }
        try FailureList.throwIfAny((missing.isEmpty ? [] : [.missing(missing)]) + failures)
        return selection
    }

    private func note(_ package: PackageIndex.ID, for request: PackageRequest, in selection: inout Selection)
        throws(ResolutionError)
    {
        selection.roots.append(package)
        guard request.pin != nil else { return }
        let name = index.nameID(of: package)
        if let other = selection.pins[name], other != package {
            throw .twoPins(
                name: request.name, versions: [other, package].map { index.text(.version, of: $0) })
        }
        selection.pins[name] = package
    }

    private func package(for request: PackageRequest) throws(ResolutionError) -> PackageIndex.ID? {
        guard let name = index.nameID(request.name) else { return nil }
        let real = index.packages(named: name)
        if real.isEmpty { return try onlyProvider(of: name, for: request) }
        guard let pin = request.pin else { return index.newest(real) }
        if let found = index.newest(real.filter({ pin.matches(index.text(.version, of: $0)) })) { return found }
        throw .noVersion(
            request: request.description, available: Array(Set(real.map { index.text(.version, of: $0) })).sorted())
    }

    private func onlyProvider(of name: PackageIndex.NameID, for request: PackageRequest) throws(ResolutionError)
        -> PackageIndex.ID?
    {
        let names = Set(index.providers(of: name).map(index.nameID(of:)))
        let candidates = names.compactMap { index.newest(index.packages(named: $0)) }
            .filter { index.provides($0, name) }.sorted()
        guard candidates.count <= 1 else {
            throw .ambiguous(name: request.name, providers: candidates.map(index.name(of:)).sorted())
        }
        if let only = candidates.first, request.pin != nil {
            throw .noVersion(
                request: request.description, available: ["only '\(index.name(of: only))', which provides it"])
        }
        return candidates.first
    }

    private func near(_ name: String) -> [String] {
        NearestName.matches(for: name, among: index.realNames, count: 3)
    }
}
