package import AirgapCore
import SystemPackage

extension OSPackagesModule {
    /// Targets of one distribution and codename share a repository.
    package func write(_ locked: LockedTargets, in context: WriteContext, to tree: inout TreeWriter) async throws {
        for target in locked.targets { try Self.check(target, context.architecture) }
        if let signer = context.signer {
            try tree.write(signer.armoredPublicKey, at: try RelativePath(SiteKeyPath.inBundle))
        }
        let shared = Dictionary(grouping: locked.targets) { [$0.family.rawValue, $0.distribution, $0.codename] }
        for targets in shared.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
            guard let first = targets.first else { continue }
            let packages = try Self.union(of: targets)
            try importLocal(packages, into: context.store)
            switch first.family {
            case .deb: try await writeDeb(targets, packages, in: context, to: &tree)
            case .rpm: try await writeRPM(targets, packages, in: context, to: &tree)
            }
        }
    }

    private func writeDeb(
        _ targets: [LockedTarget], _ packages: [LockedPackage], in context: WriteContext, to tree: inout TreeWriter
    ) async throws {
        guard let first = targets.first else { return }
        try await DebRepositoryWriter(
            distribution: first.distribution, codename: first.codename, packages: packages, targets: targets,
            context: context
        ).write(to: &tree)
        for target in targets {
            let sources = ClientSources(
                target: target, architecture: context.architecture, isSigned: context.signer != nil)
            for (path, text) in sources.files { try tree.write(Array(text.utf8), at: try RelativePath(path)) }
        }
    }

    private func writeRPM(
        _ targets: [LockedTarget], _ packages: [LockedPackage], in context: WriteContext, to tree: inout TreeWriter
    ) async throws {
        var rings: [Keyring] = []
        for target in targets {
            for (number, ring) in try keyrings(of: target).enumerated() {
                rings.append(ring)
                let path = BundleLayout.webRoot + "/" + YumLayout.key(number, of: target)
                try tree.write(OpenPGPArmor.publicKey(ring.bytes), at: try RelativePath(path))
            }
        }
        let keyring = rings.isEmpty ? nil : try Self.naming(targets[0].id) { try Keyring(rings.flatMap(\.bytes)) }
        let hasSignedPackages = try await YumRepositoryWriter(
            targets: targets, packages: packages, keyring: keyring, context: context
        ).write(to: &tree)
        for target in targets {
            let file = YumClientFile(
                target: target, architecture: context.architecture, isSigned: context.signer != nil,
                hasSignedPackages: hasSignedPackages)
            for (path, text) in file.files { try tree.write(Array(text.utf8), at: try RelativePath(path)) }
        }
    }

    /// The keys that the configuration names must still be those that were locked.
    private func keyrings(of target: LockedTarget) throws -> [Keyring] {
        try (target.keys ?? []).map { key in
            try Self.naming(target.id) {
                let ring = try Keyring(at: configuration.folder.pushing(.init(key.file)))
                let found = Digest(of: ring.bytes)
                guard found == key.sha256 else {
                    throw KeyringError.changed(key.file, expected: key.sha256, found: found)
                }
                return ring
            }
        }
    }

    /// Files of the user's own disk must still be what was locked.
    private func importLocal(_ packages: [LockedPackage], into store: ContentStore) throws {
        for package in packages {
            guard let origin = package.origin, try !store.contains(package.sha256) else { continue }
            try Self.naming(package.label) {
                let found = try store.add(fileAt: configuration.folder.pushing(.init(origin)))
                guard found.digest == package.sha256 else {
                    throw ContentDiffersError(file: origin, first: package.sha256, second: found.digest)
                }
            }
        }
    }

    /// A lock may have been edited: its words become paths.
    private static func check(_ target: LockedTarget, _ architecture: Architecture) throws(StageError) {
        let own = target.family == .deb ? [architecture.debian, "all"] : [architecture.rpm, "noarch"]
        try naming(target.id) {
            for part in [target.id, target.distribution, target.codename] {
                guard PathPart.checked(part) != nil else { throw RelativePathError.forbiddenCharacter(part) }
            }
            for package in target.packages {
                guard own.contains(package.architecture) else {
                    throw LockedPackageError(
                        name: package.name, version: package.version, architecture: package.architecture)
                }
            }
        }
    }

    /// The packages of several targets, each file once, sorted.
    private static func union(of targets: [LockedTarget]) throws(StageError) -> [LockedPackage] {
        var result: [String: LockedPackage] = [:]
        for target in targets {
            for package in target.packages {
                let file = target.family == .deb ? DebLayout.filename(of: package) : YumLayout.filename(of: package)
                if let present = result[file], present.sha256 != package.sha256 {
                    throw StageError(
                        stage: name.rawValue, item: package.label,
                        cause: ContentDiffersError(file: file, first: present.sha256, second: package.sha256))
                }
                result[file] = package
            }
        }
        return result.values.sorted()
    }
}
