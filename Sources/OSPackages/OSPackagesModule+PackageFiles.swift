package import AirgapCore

extension OSPackagesModule: PackageFiles {
    package func packageFiles(
        _ names: [String], closure: Bool, of target: String?, in context: ResolveContext
    ) async throws -> [PackageFile] {
        let target = try Self.naming(target ?? names.joined(separator: ", ")) { try self.target(target) }
        guard case .deb(let repositories) = target.repositories else {
            throw StageError(
                stage: Self.name.rawValue, item: target.id, cause: PackageTargetError.noFiles(target.family))
        }
        return try await DebTargetResolver(
            target: target, repositories: repositories, context: context, systemRoot: systemRoot, now: clock()
        ).packageFiles(names, closure: closure)
    }

    private func target(_ id: String?) throws(PackageTargetError) -> TargetConfiguration {
        let targets = configuration.targets
        guard let id else {
            guard targets.count == 1, let only = targets.first else { throw .several(targets.map(\.id)) }
            return only
        }
        guard let found = targets.first(where: { $0.id == id }) else { throw .unknown(id, known: targets.map(\.id)) }
        return found
    }
}
