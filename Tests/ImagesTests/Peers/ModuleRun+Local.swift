import AirgapCore
import SystemPackage
import TestSupport

@testable import Images

extension ModuleRun {
    /// Resolves and writes what no registry gives.
    static func run(
        local: LocalImagesConfiguration, in folder: TemporaryFolder, architecture: Architecture = .amd64,
        time: Timestamp? = nil, packageFiles: (any PackageFiles)? = nil, cache: String = "cache",
        tree: String = "tree"
    ) async throws -> ModuleRun {
        let module = module(local)
        return try await FetchBench.run(cache: folder.appending(cache)) { bench in
            let context = ResolveContext(
                architecture: architecture, sources: bench.fetcher, store: bench.store, progress: bench.progress,
                time: time, packageFiles: packageFiles)
            let locked = try await module.resolve(in: context)
            return try await write(locked, by: module, with: bench, to: folder.appending(tree), architecture)
        }
    }

    /// Writes what was resolved before, through the lock's own text, as a locked build does.
    static func run(
        _ locked: LockedImages, local: LocalImagesConfiguration, in folder: TemporaryFolder,
        architecture: Architecture = .amd64, cache: String, tree: String
    ) async throws -> ModuleRun {
        let locked = try JSONCoding.decode(LockedImages.self, from: try JSONCoding.encode(locked))
        return try await FetchBench.run(cache: folder.appending(cache)) { bench in
            try await write(
                locked, by: module(local), with: bench, to: folder.appending(tree), architecture)
        }
    }

    private static func module(_ local: LocalImagesConfiguration) -> ImagesModule {
        ImagesModule(
            configuration: ImagesConfiguration(images: [], local: local), credentials: CredentialStore(files: []))
    }

    /// The digests of a served image's manifest (or index) and of its configuration, by skopeo.
    static func served(_ name: String, _ architecture: Architecture = .amd64) async throws -> (top: Digest, id: Digest)
    {
        let arguments = ["--override-arch", architecture.oci, "inspect", "--raw", "--tls-verify=false"]
        let raw = try await PeerProgram.run("skopeo", arguments + ["docker://\(name)"])
        let config = try await PeerProgram.run("skopeo", arguments + ["--config", "docker://\(name)"])
        return (Digest(of: raw.utf8), Digest(of: config.utf8))
    }
}
