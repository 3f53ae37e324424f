package import AirgapCore

extension OSPackagesModule {
    /// Targets of one distribution and codename share a repository.
    package func write(_ locked: LockedTargets, in context: WriteContext, to tree: inout TreeWriter) async throws {
        for target in locked.targets { try Self.check(target, context.architecture) }
        let shared = Dictionary(grouping: locked.targets) { [$0.distribution, $0.codename] }
        for targets in shared.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
            guard let first = targets.first else { continue }
            let packages = try Self.union(of: targets)
            try await DebRepositoryWriter(
                distribution: first.distribution, codename: first.codename, packages: packages, targets: targets,
                context: context
            ).write(to: &tree)
        }
        if let signer = context.signer {
            try tree.write(signer.armoredPublicKey, at: try RelativePath(SiteKeyPath.inBundle))
        }
        for target in locked.targets {
            let sources = ClientSources(
                target: target, architecture: context.architecture, isSigned: context.signer != nil)
            for (path, text) in sources.files {
                try tree.write(Array(text.utf8), at: try RelativePath(path))
            }
        }
    }

    /// A lock may have been edited: its words become paths.
    private static func check(_ target: LockedTarget, _ architecture: Architecture) throws(StageError) {
        try naming(target.id) {
            for part in [target.id, target.distribution, target.codename] {
                guard PathPart.checked(part) != nil else { throw RelativePathError.forbiddenCharacter(part) }
            }
            for package in target.packages {
                guard package.architecture == "all" || package.architecture == architecture.debian else {
                    throw LockedPackageError(
                        name: package.name, version: package.version, architecture: package.architecture)
                }
            }
        }
    }

    /// The packages of several targets, each file once, sorted.
    private static func union(of targets: [LockedTarget]) throws(StageError) -> [LockedPackage] {
        var result: [String: LockedPackage] = [:]
        for package in targets.flatMap(\.packages) {
            let file = DebLayout.filename(of: package)
            if let present = result[file], present.sha256 != package.sha256 {
                throw StageError(
                    stage: name.rawValue, item: package.label,
                    cause: ContentDiffersError(file: file, first: present.sha256, second: package.sha256))
            }
            result[file] = package
        }
        return result.values.sorted()
    }
}
