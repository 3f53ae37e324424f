import AirgapCore
import SystemPackage

/// What of a tree is packed, in archive order; everything that does not fit is told at once.
struct PackList {
    /// One file.
    struct Member {
        let path: RelativePath
        let digest: Digest
        let isExecutable: Bool
    }

    /// bundle.json, SHA256SUMS, its signature when there is one, then the others by path.
    let members: [Member]
    /// How many come before those that SHA256SUMS lists in order.
    let prologue: Int

    /// Reads the tree's own lists and compares them with what is there.
    ///
    /// - Throws: `PackError`, or `FailureList` of all faults.
    init(tree: FilePath) throws {
        let manifest: BundleManifest
        let checksums: ChecksumFile
        let sums: [UInt8]
        try Self.checkSizes(tree)
        do {
            manifest = try BundleManifest(json: FileSystem.read(tree.appending(BundleLayout.manifest), limit: 64 << 20))
            sums = try FileSystem.read(tree.appending(BundleLayout.checksums), limit: 256 << 20)
            checksums = try ChecksumFile(parsing: sums)
        } catch {
            throw PackError.badTree("\(tree): not a finished tree: \(error)")
        }
        guard checksums.lines.count <= MemberLimits.files else {
            throw PackError.tooMany(checksums.lines.count, limit: MemberLimits.files)
        }
        let executables = Set(manifest.executables)
        let listed = checksums.lines.map {
            Member(path: $0.path, digest: $0.digest, isExecutable: executables.contains($0.path))
        }
        var own = [
            Member(path: try RelativePath(BundleLayout.checksums), digest: Digest(of: sums), isExecutable: false)
        ]
        if let signature = try Self.signature(tree) { own.append(signature) }
        let contents = try BundleContents(
            manifest: manifest, checksums: checksums, own: own.map { ($0.path.description, $0.digest) })
        try Self.compare(
            Set((listed + own).map(\.path)), with: TreeScan(tree: tree),
            and: contents.findings.map { PackError.refused($0) })
        let first = listed.filter { $0.path.description == BundleLayout.manifest }
        let rest = listed.filter { $0.path.description != BundleLayout.manifest }
        members = first + own + rest
        prologue = first.count + own.count
    }

    private static func signature(_ tree: FilePath) throws -> Member? {
        let file = tree.appending(BundleLayout.signature)
        guard try FileSystem.status(file) != nil else { return nil }
        let digest = Digest(of: try FileSystem.read(file, limit: BundleLayout.signatureLimit))
        return Member(path: try RelativePath(BundleLayout.signature), digest: digest, isExecutable: false)
    }

    /// What no reader of the bundle would take is not packed.
    private static func checkSizes(_ tree: FilePath) throws {
        let limits = [
            (BundleLayout.manifest, MemberLimits.manifest), (BundleLayout.checksums, MemberLimits.checksums),
            (BundleLayout.lock, MemberLimits.lock),
        ]
        let sizes = try limits.map { ($0, $1, try FileSystem.status(tree.appending($0))?.size ?? 0) }
        try FailureList.throwIfAny(
            sizes.filter { $2 > $1 }.map { PackError.tooLarge($0, bytes: $2, limit: $1) })
    }

    private static func compare(
        _ listed: Set<RelativePath>, with scan: TreeScan, and findings: [any ExplainedError]
    ) throws {
        var faults: [any ExplainedError] = scan.faults + findings
        for path in scan.files where !listed.contains(path) {
            faults.append(PackError.unlisted(path.description))
        }
        let present = Set(scan.files)
        faults += listed.filter { !present.contains($0) }.sorted().map { PackError.missing($0) }
        try FailureList.throwIfAny(faults)
    }
}
