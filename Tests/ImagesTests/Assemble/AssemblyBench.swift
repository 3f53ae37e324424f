import AirgapCore
import SystemPackage
import TestSupport

@testable import Images

/// Reads `images.assemble` as a user writes it, and puts the images together.
struct AssemblyBench {
    let folder: TemporaryFolder

    func configuration(_ assemble: String, _ architecture: Architecture = .amd64) throws -> LocalImagesConfiguration {
        let lines = assemble.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
        let bench = try ConfigurationBench(
            "arches: [amd64, arm64]\nimages:\n" + lines, in: folder, keys: ["images"], architecture: architecture)
        guard let project = bench.project, let read = ImagesConfiguration(project: project) else {
            throw PeerError("configuration", bench.faults.joined(separator: "\n"))
        }
        return read.local
    }

    func run(
        _ assemble: String, packages: (any PackageFiles)? = nil, time: Timestamp? = nil,
        architecture: Architecture = .amd64, cache: String = "cache", tree: String = "tree"
    ) async throws -> ModuleRun {
        try await ModuleRun.run(
            local: try configuration(assemble, architecture), in: folder, architecture: architecture, time: time,
            packageFiles: packages, cache: cache, tree: tree)
    }

    /// What is said when an image cannot be put together.
    func failure(
        _ assemble: String, packages: (any PackageFiles)? = nil, architecture: Architecture = .amd64
    ) async throws -> String {
        do {
            _ = try await run(assemble, packages: packages, architecture: architecture, tree: "failed")
            return "no failure"
        } catch let error as any ExplainedError {
            return "\(error)"
        }
    }

    /// Pulls an image from what was written and unpacks it with umoci.
    func unpack(_ run: ModuleRun, _ name: String, architecture: Architecture = .amd64) async throws -> FilePath {
        let place = folder.appending("unpacked-\(UInt32.random(in: .min ... .max))")
        _ = try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            try await PeerProgram.run(
                "skopeo",
                ["--insecure-policy", "--override-arch", architecture.oci, "copy", "-q", "--src-tls-verify=false"]
                    + ["docker://\(registry.host)/\(name)", "oci:\(place).oci:x"])
        }
        try await PeerProgram.run("umoci", ["unpack", "--image", "\(place).oci:x", place.string])
        return place.appending("rootfs")
    }

    /// An image's configuration as skopeo reads it.
    func settings(_ run: ModuleRun, _ name: String) async throws -> JSONValue {
        try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
            let text = try await PeerProgram.run(
                "skopeo", ["inspect", "--config", "--raw", "--tls-verify=false", "docker://\(registry.host)/\(name)"])
            return try JSONValue(parsing: Array(text.utf8))
        }
    }
}
