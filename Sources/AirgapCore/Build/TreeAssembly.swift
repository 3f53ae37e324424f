/// Puts a bundle's tree together: each module's part, then lock, manifest and checksums.
struct TreeAssembly {
    private var tree: TreeWriter
    private let progress: any ProgressReporter
    /// The time, and the sections of the modules that are in the tree so far.
    private(set) var lock: LockedBundle
    private var components: [BundleManifest.Component] = []

    init(tree: TreeWriter, progress: any ProgressReporter, lock: LockedBundle) {
        self.tree = tree
        self.progress = progress
        self.lock = lock
    }

    /// Lets a module write, and checks that it stayed in its own part.
    mutating func write(
        _ module: any AnyResolvedModule, _ type: any BundleModule.Type, in context: WriteContext
    ) async throws {
        let before = Set(tree.entries.map(\.path))
        try await module.write(in: context, to: &tree)
        let added = tree.entries.filter { !before.contains($0.path) }
        for entry in added where !type.owns(entry.path) {
            throw TreeError.notOwned(path: entry.path, module: module.name)
        }
        lock.sections[module.name] = try module.section()
        components.append(Self.component(module.name, added, module.summary, module.absences))
    }

    /// Takes a module's part from an earlier tree.
    mutating func adopt(_ type: any BundleModule.Type, from previous: PreviousTree?) throws {
        guard let previous, let section = previous.lock.sections[type.name],
            let component = previous.components[type.name]
        else {
            let text = "\(type.name) was not built yet: the bundle does not hold it"
            return progress.report(.warning(stage: type.name.rawValue, text: text))
        }
        let reserved = [BundleLayout.manifest, BundleLayout.checksums, BundleLayout.lock]
        let own = previous.entries.filter { type.owns($0.path) && !reserved.contains($0.path.description) }
        for entry in own { try tree.adopt(entry, from: previous.folder) }
        lock.sections[type.name] = section
        components.append(Self.component(type.name, own, component.summary, component.absent ?? []))
    }

    private static func component(
        _ name: ModuleName, _ entries: [TreeEntry], _ summary: String, _ absent: [Absence]
    ) -> BundleManifest.Component {
        BundleManifest.Component(
            module: name, files: entries.count, bytes: entries.reduce(0) { $0 + $1.size }, summary: summary,
            absent: absent)
    }

    /// Puts the program at the bundle's top.
    mutating func carry(_ program: Digest) throws {
        try tree.add(program, at: RelativePath(BundleLayout.program), isExecutable: true)
    }

    /// Writes airgap.lock, bundle.json and SHA256SUMS.
    mutating func seal(name: BundleName, writer: String) throws -> BundleManifest {
        let lockBytes = try LockFile(bundles: [name.architecture: lock]).bytes()
        try tree.write(lockBytes, at: RelativePath(BundleLayout.lock))
        let entries = tree.entries
        let manifest = BundleManifest(
            name: name, created: lock.time, components: components, files: entries.count,
            bytes: entries.reduce(0) { $0 + $1.size },
            executables: entries.filter(\.isExecutable).map(\.path), lock: Digest(of: lockBytes), writer: writer)
        try tree.write(manifest.json(), at: RelativePath(BundleLayout.manifest))
        let lines = tree.entries.map { ChecksumFile.Line(digest: $0.digest, path: $0.path) }
        try tree.write(ChecksumFile(lines).bytes, at: RelativePath(BundleLayout.checksums))
        return manifest
    }
}
