import SystemPackage

/// The tree of an earlier build, from which modules that are not rebuilt are taken over.
struct PreviousTree {
    let folder: FilePath
    let entries: [TreeEntry]
    let lock: LockedBundle
    let components: [ModuleName: BundleManifest.Component]

    /// Reads a tree.
    ///
    /// - Returns: nil when there is none, or when it is not whole.
    init?(_ folder: FilePath, architecture: Architecture) {
        guard let manifestBytes = try? FileSystem.read(folder.appending(BundleLayout.manifest), limit: 64 << 20),
            let manifest = try? BundleManifest(json: manifestBytes), manifest.architecture == architecture,
            let sums = try? FileSystem.read(folder.appending(BundleLayout.checksums), limit: 256 << 20),
            let checksums = try? ChecksumFile(parsing: sums),
            let lockBytes = try? FileSystem.read(folder.appending(BundleLayout.lock), limit: 256 << 20),
            let lock = try? LockFile(parsing: lockBytes).bundles[architecture]
        else { return nil }
        var entries: [TreeEntry] = []
        let executables = Set(manifest.executables)
        for line in checksums.lines {
            guard let status = try? FileSystem.status(folder.appending(line.path.description)), status.kind == .file
            else { return nil }
            entries.append(
                TreeEntry(
                    path: line.path, size: status.size, digest: line.digest,
                    isExecutable: executables.contains(line.path)))
        }
        self.folder = folder
        self.entries = entries
        self.lock = lock
        components = Dictionary(manifest.components.map { ($0.module, $0) }) { first, _ in first }
    }
}
