extension PackageIndex {
    /// The newest of several packages; of equal versions the one read first.
    func newest(_ packages: [ID]) -> ID? {
        packages.reduce(nil as ID?) { best, package in
            guard let best else { return package }
            let comparison = DebianVersion.compare(bytes(.version, of: package), bytes(.version, of: best))
            return comparison > 0 ? package : best
        }
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
