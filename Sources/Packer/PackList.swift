import AirgapCore
import SystemPackage

/// What of a tree is packed, in archive order; everything that does not fit is told at once.
struct PackList {
    /// bundle.json, SHA256SUMS, then the others by path; SHA256SUMS has no digest of its own.
    struct Member {
        let path: RelativePath
        let digest: Digest?
        let isExecutable: Bool
    }

    let members: [Member]

    /// Reads the tree's own lists and compares them with what is there.
    ///
    /// - Throws: `PackError`, or `FailureList` of all faults.
    init(tree: FilePath) throws {
        let manifest: BundleManifest
        let checksums: ChecksumFile
        do {
            manifest = try BundleManifest(json: FileSystem.read(tree.appending(BundleLayout.manifest), limit: 64 << 20))
            checksums = try ChecksumFile(
                parsing: FileSystem.read(tree.appending(BundleLayout.checksums), limit: 256 << 20))
        } catch {
            throw PackError.badTree("\(tree): not a finished tree: \(error)")
        }
        let executables = Set(manifest.executables)
        let listed = checksums.lines.map {
            Member(path: $0.path, digest: $0.digest, isExecutable: executables.contains($0.path))
        }
        try Self.compare(Set(listed.map(\.path)), with: TreeScan(tree: tree))
        let first = listed.filter { $0.path.description == BundleLayout.manifest }
        let rest = listed.filter { $0.path.description != BundleLayout.manifest }
        let sums = Member(path: try RelativePath(BundleLayout.checksums), digest: nil, isExecutable: false)
        members = first + [sums] + rest
    }

    private static func compare(_ listed: Set<RelativePath>, with scan: TreeScan) throws {
        var faults: [any ExplainedError] = scan.faults
        for path in scan.files where !listed.contains(path) && path.description != BundleLayout.checksums {
            faults.append(PackError.unlisted(path.description))
        }
        let present = Set(scan.files)
        faults += listed.filter { !present.contains($0) }.sorted().map { PackError.missing($0) }
        try FailureList.throwIfAny(faults)
    }
}
