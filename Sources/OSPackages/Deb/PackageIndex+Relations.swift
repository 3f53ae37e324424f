extension PackageIndex {
    /// The one of several packages that apt would take: of the repository with the highest priority, then the newest; of
    /// equal versions the one that is there already, then the one read first.
    func newest(_ packages: [ID]) -> ID? {
        packages.reduce(nil as ID?) { best, package in
            guard let best else { return package }
            return isBetter(package, than: best) ? package : best
        }
    }

    /// The version of a name that is taken unless something else is asked for.
    func candidate(of name: NameID) -> ID? { newest(packages(named: name)) }

    private func isBetter(_ package: ID, than best: ID) -> Bool {
        let isThere = (isAssumed(package), isAssumed(best))
        if isThere == (false, false), repositoryPriority(of: package) != repositoryPriority(of: best) {
            return repositoryPriority(of: package) > repositoryPriority(of: best)
        }
        let comparison = DebianVersion.compare(bytes(.version, of: package), bytes(.version, of: best))
        return comparison != 0 ? comparison > 0 : isThere == (true, false)
    }

    /// Whether a package provides a name, in any version.
    func provides(_ package: ID, _ name: NameID) -> Bool {
        providers(of: name).contains(package)
    }

    /// A relation field of a package.
    ///
    /// - Throws: `ResolutionError.unreadable`.
    func relations(_ field: PackageField, of package: ID) throws(ResolutionError) -> [[Relation]] {
        let bytes = bytes(field, of: package)
        if bytes.isEmpty { return [] }
        do {
            return try RelationParser.groups(in: Array(bytes))
        } catch {
            throw .unreadable(package: name(of: package), field: error.text)
        }
    }
}
