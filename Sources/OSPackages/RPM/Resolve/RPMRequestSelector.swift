import AirgapCore
import CSolv

/// Finds the packages that each request of an rpm target may mean.
struct RPMRequestSelector {
    let pool: SolverPool
    /// By id, `core`.
    let group: (String) -> PackageGroup?

    /// Finds all packages.
    ///
    /// - Returns: a request for each of what was asked for; a group becomes one for each of its packages that exist.
    /// - Throws: `RPMRequestError`, or a `FailureList`: all faults at once, the missing names in one.
    func select(_ requests: [PackageRequest]) throws -> [SolverRequest] {
        var result: [SolverRequest] = []
        var missing: [String] = []
        var failures: [RPMRequestError] = []
        for request in requests {
            do throws(RPMRequestError) {
                if request.name.hasPrefix("@") {
                    guard let members = members(of: request.name) else {
                        missing.append(request.name)
                        continue
                    }
                    result += members
                } else if let found = try packages(for: request) {
                    result.append(SolverRequest(text: request.description, packages: found))
                } else {
                    missing.append(request.name)
                }
            } catch {
                failures.append(error)
            }
        }
        if !missing.isEmpty {
            let names = Set(all.map(pool.name)).sorted()
            let near = missing.map {
                RPMRequestError.Missing(
                    name: $0, near: $0.hasPrefix("@") ? [] : NearestName.matches(for: $0, among: names, count: 3))
            }
            failures.insert(.missing(near), at: 0)
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    /// The packages of a pool that a request may mean; nil when there are none.
    ///
    /// - Throws: `RPMRequestError`.
    func packages(for request: PackageRequest) throws(RPMRequestError) -> [Id]? {
        let named = named(request.name)
        if let pin = request.pin {
            guard !named.isEmpty else { return nil }
            let found = named.filter { Self.matches(pin, pool.version(of: $0)) }
            if found.isEmpty { throw noVersion(request, named) }
            return found
        }
        if !named.isEmpty { return named + replacements(of: request.name).filter { !named.contains($0) } }
        if let found = withVersion(request.name) { return found }
        guard let id = pool.knownID(request.name) else { return nil }
        let providers = pool.providers(of: id)
        let names = Set(providers.map(pool.name))
        if names.count > 1 { throw .ambiguous(name: request.name, providers: names.sorted()) }
        if !providers.isEmpty { return providers }
        let replacements = replacements(of: request.name)
        return replacements.isEmpty ? nil : replacements
    }

    /// Packages that obsolete a name: what dnf installs when the old name is asked for.
    private func replacements(of name: String) -> [Id] {
        guard let id = pool.knownID(name) else { return [] }
        let there = pool.providers(of: id).filter { pool.pool.pointee.solvables[Int($0)].name == id }
        return all.filter { package in
            pool.dependencies(.obsoletes, of: package).contains { dependency in
                guard pool.nameOfDependency(dependency) == name else { return false }
                return there.isEmpty || pool.providers(of: dependency).contains(where: there.contains)
            }
        }
    }

    private var all: some Sequence<Id> {
        (2..<max(2, pool.pool.pointee.nsolvables)).lazy.filter { [pool] in
            pool.pool.pointee.solvables[Int($0)].repo != nil && !pool.isHidden($0)
        }
    }

    private func named(_ name: String) -> [Id] {
        guard let id = pool.knownID(name) else { return [] }
        return pool.providers(of: id).filter { pool.pool.pointee.solvables[Int($0)].name == id }
    }

    /// `kernel-5.14.0` and `kernel-5.14.0-70.el9`: the name ends at one of the last two hyphens.
    private func withVersion(_ text: String) -> [Id]? {
        let hyphens = text.indices.filter { text[$0] == "-" }.suffix(2)
        for hyphen in hyphens {
            let pattern = VersionPattern(String(text[text.index(after: hyphen)...]))
            let found = named(String(text[..<hyphen])).filter { Self.matches(pattern, pool.version(of: $0)) }
            if !found.isEmpty { return found }
        }
        return nil
    }

    private func noVersion(_ request: PackageRequest, _ named: [Id]) -> RPMRequestError {
        .noVersion(request: request.description, available: Set(named.map(pool.version)).sorted())
    }

    /// A pin may leave out the epoch, the release, or both.
    private static func matches(_ pin: VersionPattern, _ evr: String) -> Bool {
        let withoutEpoch = evr.firstIndex(of: ":").map { String(evr[evr.index(after: $0)...]) } ?? evr
        return [evr, withoutEpoch].contains { text in
            let version = text.lastIndex(of: "-").map { String(text[..<$0]) } ?? text
            return pin.matches(text) || pin.matches(version)
        }
    }

    /// What dnf installs for a group: its mandatory and default packages.
    private func members(of name: String) -> [SolverRequest]? {
        guard let group = group(name) else { return nil }
        return (group.packages(.mandatory) + group.packages(.default)).compactMap { member in
            let found = named(member)
            return found.isEmpty ? nil : SolverRequest(text: member, packages: found)
        }
    }
}
