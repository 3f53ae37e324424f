import AirgapCore
import Files
import SystemPackage
import TestSupport

/// A project of files, tools and a deployer in a folder of its own, built as the program does it.
struct FilesBench {
    static let binary = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes airgap.yaml: the text goes below name, version and architectures.
    func configure(_ yaml: String) throws {
        try folder.write("name: test\nversion: '1'\narches: [amd64]\n" + yaml, at: "airgap.yaml")
    }

    /// Builds the tree.
    func build(_ policy: LockPolicy = .prefer, only: Set<ModuleName>? = nil) async throws -> Built {
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let context = ResolveContext(
                architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
            let types: [any BundleModule.Type] = [
                FilesModule.self, ToolsModule.self, KubesprayModule.self, NamesOnlyModule.self,
            ]
            let project = try Project(folder.path, for: .amd64, types: types)
            let tree = try await BundleBuilder(context: context).build(
                BuildRequest(
                    project: project, only: only, policy: policy, output: folder.appending("out"), writer: "test"))
            return Built(tree: tree, progress: bench.progress)
        }
    }

    /// Builds from entries of `files.extra`, each one line of flow style.
    func build(files entries: [String], _ policy: LockPolicy = .prefer, more: String = "") async throws -> Built {
        try configure("files:\n  extra:\n" + entries.map { "    - { \($0) }\n" }.joined() + more)
        return try await build(policy)
    }

    /// The lock file's text.
    var lock: String {
        get throws {
            String(decoding: try FileSystem.read(folder.appending("airgap.lock"), limit: 1 << 20), as: UTF8.self)
        }
    }

    /// Forgets what was fetched and built.
    func clean() throws {
        try FileSystem.removeTree(folder.appending("cache"))
        try FileSystem.removeTree(folder.appending("out"))
    }

    /// A finished tree with what was said on the way.
    struct Built {
        let tree: BuiltTree
        let progress: RecordedProgress

        /// A file below `resources/nginx/files`.
        func file(_ path: String) throws -> [UInt8] { try member("resources/nginx/files/" + path) }

        func member(_ path: String) throws -> [UInt8] {
            try FileSystem.read(tree.folder.appending(path), limit: 1 << 24)
        }

        var checksums: [UInt8] { get throws { try member("SHA256SUMS") } }

        var executables: [String] { tree.manifest.executables.map(\.description) }
    }
}

extension ScriptedServer {
    /// The folder of files fetched from here.
    var treeFolder: String { String(base.dropFirst(7)).replacing(":", with: "_") }
}
