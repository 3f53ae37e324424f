import AirgapCore

extension LockedPackage {
    /// The package, when its words can stand in file names and index fields.
    ///
    /// - Throws: `LockedPackageError`.
    func checked() throws(LockedPackageError) -> LockedPackage {
        guard PackageRequest.isName(name), PackageRequest.isVersion(version), size >= 0,
            architecture == "all" || Architecture(rawValue: architecture) != nil
        else { throw LockedPackageError(name: name, version: version, architecture: architecture) }
        return self
    }
}
