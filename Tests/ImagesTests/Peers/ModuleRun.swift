import AirgapCore
import SystemPackage
import TestSupport

@testable import Images

/// What one run of the images module left behind: the locked value, and the tree.
struct ModuleRun: Sendable {
    let locked: LockedImages
    let entries: [TreeEntry]
    /// The bundle's folder.
    let root: FilePath
    let warnings: [String]
    /// The folder that a registry serves.
    var storage: FilePath { root.appending(BundleLayout.registryRoot) }

    /// Resolves destinations from sources, fetches with the real fetcher, and writes a tree below a folder.
    static func run(
        _ requests: [(destination: String, source: String)], in folder: TemporaryFolder,
        architecture: Architecture = .amd64, credentials: [FilePath] = [],
        registries: [RegistryHost: RegistrySettings] = [:], choices: ImageChoices = ImageChoices(),
        tree name: String = "tree"
    ) async throws -> ModuleRun {
        let module = try module(requests, credentials: credentials, registries: registries, choices: choices)
        return try await FetchBench.run(
            cache: folder.appending("cache"), authorityTrustRoots: module.trustedAuthorities
        ) { bench in
            let locked = try await module.resolve(in: bench.context(for: architecture))
            return try await write(locked, by: module, with: bench, to: folder.appending(name), architecture)
        }
    }

    /// Fetches and writes what was resolved before, as a locked build does.
    static func run(
        locked: LockedImages, _ requests: [(destination: String, source: String)], in folder: TemporaryFolder,
        credentials: [FilePath] = [], cache: String, tree name: String
    ) async throws -> ModuleRun {
        let module = try module(requests, credentials: credentials)
        return try await FetchBench.run(cache: folder.appending(cache)) { bench in
            try await write(locked, by: module, with: bench, to: folder.appending(name), .amd64)
        }
    }

    static func module(
        _ requests: [(destination: String, source: String)], credentials: [FilePath] = [],
        registries: [RegistryHost: RegistrySettings] = [:], choices: ImageChoices = ImageChoices()
    ) throws -> ImagesModule {
        let images = try requests.map {
            try ImageRequest(try ImageName($0.destination), from: try ImageReference($0.source))
        }
        return ImagesModule(
            configuration: ImagesConfiguration(images: images, registries: registries, choices: choices),
            credentials: CredentialStore(files: credentials))
    }

    static func write(
        _ locked: LockedImages, by module: ImagesModule, with bench: FetchBench, to root: FilePath,
        _ architecture: Architecture
    ) async throws -> ModuleRun {
        try await bench.fetcher.fetch(try module.items(of: locked))
        try FileSystem.makeFolder(root)
        var tree = TreeWriter(root: root, store: bench.store)
        let context = WriteContext(
            architecture: architecture, store: bench.store, time: Timestamp(seconds: 0), progress: SilentProgress())
        try await module.write(locked, in: context, to: &tree)
        return ModuleRun(
            locked: locked, entries: tree.entries, root: root, warnings: bench.progress.warnings)
    }

    /// The bundle's files of the registry as a verifier sees them.
    func files() throws -> [RelativePath: [UInt8]] {
        var files: [RelativePath: [UInt8]] = [:]
        for entry in entries {
            files[entry.path] = try FileSystem.read(root.appending(entry.path.description), limit: 1 << 24)
        }
        return files
    }
}

extension FetchBench {
    /// What a module may use while it resolves.
    func context(for architecture: Architecture) -> ResolveContext {
        ResolveContext(architecture: architecture, sources: fetcher, store: store, progress: progress)
    }
}
