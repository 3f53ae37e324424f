import AirgapCore

extension LockedPackage {
    /// The package, when its words can stand in file names and index fields.
    ///
    /// - Throws: `LockedPackageError`.
    func checked(_ family: PackageFamily) throws(LockedPackageError) -> LockedPackage {
        let architectures = ["all", "noarch"] + Architecture.allCases.flatMap { [$0.debian, $0.rpm] }
        guard PackageRequest.isName(name), Self.isVersion(version, family), size >= 0,
            architectures.contains(architecture), (url == nil) != (origin == nil)
        else { throw LockedPackageError(name: name, version: version, architecture: architecture) }
        return self
    }

    private static func isVersion(_ text: String, _ family: PackageFamily) -> Bool {
        switch family {
        case .deb: PackageRequest.isVersion(text)
        case .rpm: PackageRequest.isVersion(String(text.filter { $0 != "^" }))
        }
    }
}
