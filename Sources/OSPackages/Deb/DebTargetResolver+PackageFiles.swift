import AirgapCore

extension DebTargetResolver {
    /// Finds package files in the target's suites, whether the target's own closure has them or not.
    ///
    /// - Parameters:
    ///   - names: package names, some with versions.
    ///   - closure: whether all that they depend on is given too.
    /// - Returns: as `PackageFiles` has it.
    /// - Throws: `StageError` or `FailureList`.
    func packageFiles(_ names: [String], closure: Bool) async throws -> [PackageFile] {
        let (suites, index) = try await read()
        let requests = try names.map { name in
            try failing("\(target.id): \(name)") { try PackageRequest(name) }
        }
        let found = closure ? try self.closure(of: requests, in: index).packages : try each(requests, in: index)
        return try found.map { package in
            let locked = try lockedPackage(package, suites, index)
            return PackageFile(
                name: locked.name, version: locked.version, url: locked.url, sha256: locked.sha256, size: locked.size)
        }
    }

    /// One package a request, in order; all that cannot be found at once.
    private func each(_ requests: [PackageRequest], in index: PackageIndex) throws -> [PackageIndex.ID] {
        let selector = RequestSelector(index: index)
        var found: [PackageIndex.ID] = []
        var failures: [StageError] = []
        for request in requests {
            do {
                found += try selector.select([request]).roots
            } catch {
                failures.append(StageError(stage: OSPackagesModule.name.rawValue, item: target.id, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        return found
    }
}
