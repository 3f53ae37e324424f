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
        let suites = try await readSuites()
        let index = try index(suites)
        let requests = try naming { try names.map { try PackageRequest($0) } }
        let found = try naming {
            closure
                ? try DebResolver.resolve(requests, in: index, options: target.options).packages
                : try each(requests, in: index)
        }
        return try naming {
            try found.map { package in
                PackageFile(
                    name: index.name(of: package), version: index.text(.version, of: package),
                    url: try suites[Int(index.repository(of: package))].source.package(
                        index.text(.filename, of: package)), sha256: try index.digest(of: package),
                    size: index.size(of: package))
            }
        }
    }

    /// One package a request, in order; all that cannot be found at once.
    private func each(_ requests: [PackageRequest], in index: PackageIndex) throws -> [PackageIndex.ID] {
        let selector = RequestSelector(index: index)
        var found: [PackageIndex.ID] = []
        var failures: [any ExplainedError] = []
        for request in requests {
            do {
                found += try selector.select([request]).roots
            } catch let error as any ExplainedError {
                failures.append(error)
            }
        }
        try FailureList.throwIfAny(failures)
        return found
    }

    /// Each of several failures names the target.
    private func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            let failures = (error as? FailureList)?.failures ?? []
            let causes: [any Error] = failures.isEmpty ? [error] : failures
            let stage = OSPackagesModule.name.rawValue
            try FailureList.throwIfAny(causes.map { StageError(stage: stage, item: target.id, cause: $0) })
            throw error
        }
    }
}
