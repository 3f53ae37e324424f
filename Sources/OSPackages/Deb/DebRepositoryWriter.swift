import AirgapCore
import SystemPackage

/// Writes the flat apt repository of one distribution: Packages, Packages.gz, Release and `pool/`.
struct DebRepositoryWriter {
    let distribution: String
    let codename: String
    /// Sorted, each once.
    let packages: [LockedPackage]
    /// The targets whose repository it is.
    let targets: [LockedTarget]
    let context: WriteContext

    /// The repository's folder below the bundle's top.
    var folder: String { DebLayout.folder(distribution, context.architecture, codename) }

    /// Writes everything.
    ///
    /// - Throws: `StageError`, `TreeError`, `FileError`, or `FailureList` of all packages that are not what they should be.
    func write(to tree: inout TreeWriter) async throws {
        let index = try packagesFile()
        let compressed = try Gzip.compress(index)
        for package in packages {
            try tree.add(package.sha256, at: try RelativePath(folder + "/" + DebLayout.filename(of: package)))
        }
        try tree.write(index, at: try RelativePath(folder + "/Packages"))
        try prove(index)
        try tree.write(compressed, at: try RelativePath(folder + "/Packages.gz"))
        let release = releaseFile(index, compressed)
        try tree.write(release, at: try RelativePath(folder + "/Release"))
        if let signer = context.signer {
            try tree.write(try await signer.clearSigned(release), at: try RelativePath(folder + "/InRelease"))
        }
    }

    /// What was just written must be enough for every request, or the bundle is not made.
    private func prove(_ index: [UInt8]) throws {
        var failures: [StageError] = []
        for target in targets {
            let proof = try DebProof.prove(target, packages: index, architecture: context.architecture)
            failures += proof.failures.map {
                StageError(
                    stage: OSPackagesModule.name.rawValue, item: target.id, cause: InstallabilityError(reason: $0))
            }
        }
        try FailureList.throwIfAny(failures)
    }

    private func packagesFile() throws -> [UInt8] {
        var result: [UInt8] = []
        var failures: [StageError] = []
        for package in packages {
            do {
                result += try stanza(of: package).utf8
            } catch {
                failures.append(
                    StageError(stage: OSPackagesModule.name.rawValue, item: package.label, cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    private func stanza(of package: LockedPackage) throws -> String {
        let package = try package.checked(.deb)
        let control = try DebArchive.control(at: context.store.path(of: package.sha256))
        try control.check(name: package.name, version: package.version, architecture: package.architecture)
        return """
            \(control.text)
            Filename: \(DebLayout.filename(of: package))
            Size: \(package.size)
            SHA256: \(package.sha256.hex)


            """
    }

    private func releaseFile(_ index: [UInt8], _ compressed: [UInt8]) -> [UInt8] {
        let lines = [("Packages", index), ("Packages.gz", compressed)]
            .map { " \(Digest(of: $1).hex) \($1.count) \($0)" }
        let text = """
            Origin: airgap
            Label: airgap
            Suite: \(codename)
            Codename: \(codename)
            Date: \(ReleaseDate.text(of: context.time))
            Architectures: \(context.architecture.debian) all
            Components: main
            Acquire-By-Hash: no
            Description: packages of an offline bundle for \(distribution) \(codename)
            SHA256:
            \(lines.joined(separator: "\n"))

            """
        return Array(text.utf8)
    }
}
