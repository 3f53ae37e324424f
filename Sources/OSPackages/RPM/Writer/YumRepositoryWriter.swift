import AirgapCore
import SystemPackage

/// Writes the yum repository of one distribution: `repodata/` and `Packages/`, all out of the rpm files themselves.
struct YumRepositoryWriter {
    private static let modulesLimit = 64 << 20

    /// Targets that share the repository's folder; at least one.
    let targets: [LockedTarget]
    /// Sorted, each once.
    let packages: [LockedPackage]
    /// Whose signatures count for the packages; nil when no target has a key.
    let keyring: Keyring?
    let context: WriteContext

    private var folder: String { targets.first.map { YumLayout.folder($0, context.architecture) } ?? "" }

    /// Writes everything.
    ///
    /// - Returns: whether every package bears a signature that was checked.
    /// - Throws: `StageError`, `TreeError`, `FileError`, or `FailureList` of all packages that are not what they should be.
    func write(to tree: inout TreeWriter) async throws -> Bool {
        let isSigned = try await checkSignatures()
        let (primary, filelists) = try documents()
        for package in packages {
            try tree.add(package.sha256, at: try path(YumLayout.filename(of: package)))
        }
        try prove(primary, filelists)
        var files = [
            try RepomdWriter.File("primary", "primary.xml", primary),
            try RepomdWriter.File("filelists", "filelists.xml", filelists),
        ]
        if let modules = try modules() { files.append(try RepomdWriter.File("modules", "modules.yaml", modules)) }
        for file in files { try tree.write(file.compressed, at: try path(file.location)) }
        let repomd = RepomdWriter.document(files, time: context.time)
        try tree.write(repomd, at: try path("repodata/repomd.xml"))
        if let signer = context.signer {
            try tree.write(
                try await signer.detachedSignature(of: repomd), at: try path("repodata/repomd.xml.asc"))
        }
        return isSigned
    }

    private func path(_ name: String) throws -> RelativePath { try RelativePath(folder + "/" + name) }

    /// The signature inside each rpm; what nobody vouches for was told when it was resolved.
    private func checkSignatures() async throws -> Bool {
        let checker = RPMSignatureChecker(scratch: context.store.root.appending("tmp"))
        var failures: [StageError] = []
        var isSigned = true
        for package in packages {
            guard package.trusted != true, let keyring else {
                isSigned = false
                continue
            }
            do {
                let signature = try await checker.check(rpm: context.store.path(of: package.sha256), keyring: keyring)
                guard case .good = signature else { throw SignatureError.unsigned }
            } catch let error where !(error is CancellationError) {
                failures.append(StageError(stage: OSPackagesModule.name.rawValue, item: package.label, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        return isSigned
    }

    /// primary.xml and filelists.xml.
    private func documents() throws -> ([UInt8], [UInt8]) {
        var primary = PrimaryWriter(count: packages.count, time: context.time)
        var filelists = FilelistsWriter(count: packages.count)
        var failures: [StageError] = []
        for package in packages {
            do {
                let entry = try entry(package)
                primary.add(entry)
                filelists.add(entry)
            } catch {
                failures.append(StageError(stage: OSPackagesModule.name.rawValue, item: package.label, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        return (primary.finish(), filelists.finish())
    }

    private func entry(_ package: LockedPackage) throws -> YumPackage {
        let package = try package.checked(.rpm)
        let rpm = try RPMFile(at: context.store.path(of: package.sha256))
        let found = rpm.package
        for (field, expected, actual) in [
            ("name", package.name, found.name), ("version", package.version, found.version.description),
            ("architecture", package.architecture, found.architecture),
        ] where expected != actual {
            throw OtherPackageError(field: field, expected: expected, found: actual)
        }
        return YumPackage(
            rpm: rpm, location: YumLayout.filename(of: package), digest: package.sha256, size: package.size)
    }

    /// The repositories' modules.yaml one behind the other: each is a series of documents.
    private func modules() throws -> [UInt8]? {
        let digests = targets.flatMap(\.repositories).compactMap(\.modules?.sha256)
        guard !digests.isEmpty else { return nil }
        var seen: Set<Digest> = []
        var result: [UInt8] = []
        for digest in digests where seen.insert(digest).inserted {
            let file = try FileReader(context.store.path(of: digest))
            let reader = try ArchiveReader(.raw) { try file.read(upTo: 1 << 16) }
            guard try reader.nextMember() != nil else { continue }
            result += try reader.readAll(limit: Self.modulesLimit)
            if result.last != 0x0A { result.append(0x0A) }
        }
        return result
    }

    /// What was just written must be enough for every request, or the bundle is not made.
    private func prove(_ primary: [UInt8], _ filelists: [UInt8]) throws {
        var failures: [StageError] = []
        for target in targets {
            let proof = try RPMProof.prove(
                target, primary: primary, filelists: filelists, architecture: context.architecture)
            failures += proof.failures.map {
                StageError(
                    stage: OSPackagesModule.name.rawValue, item: target.id, cause: InstallabilityError(reason: $0))
            }
        }
        try FailureList.throwIfAny(failures)
    }
}
