import AirgapCore
import SystemPackage
import TestSupport

/// A small real project: packages of Debian's own mirror, a file over http, images of a real registry and of
/// packages, the set-up.
struct Scene: Sendable {
    /// One cache for all scenes of a run: Debian's packages are fetched once.
    static let sharedCache = TemporaryCache()

    let folder: TemporaryFolder
    let program: AirgapProgram
    let registry: DockerRegistry

    static let file = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 11 ^ ($0 >> 9)) }

    /// Runs a body with a registry and a file server that live as long as it does.
    static func run(
        packages: [String] = ["conntrack", "socat"], _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let storage = folder.appending("registry")
        try await DockerRegistry.run(DockerRegistryOptions(storage: storage)) { registry in
            try await fill(registry, folder)
            try await ScriptedServer.run({ .file(file, for: $0) }) { server in
                try await write(folder, packages, registry, server)
                let program = AirgapProgram(in: folder, cache: try sharedCache.path())
                try await body(Scene(folder: folder, program: program, registry: registry))
            }
        }
    }

    private static func fill(_ registry: DockerRegistry, _ folder: TemporaryFolder) async throws {
        let images = try await OCIImages(at: folder.appending("oci"))
        for architecture in ["amd64", "arm64"] {
            try await images.addImage(
                "tool-" + architecture, architecture: architecture, text: "tool for \(architecture)")
        }
        try images.addIndex("tool", of: [("tool-amd64", "amd64"), ("tool-arm64", "arm64")])
        try await images.push("tool", to: "\(registry.host)/upstream/tool:1.0")
        try await images.push("tool-amd64", to: "\(registry.host)/upstream/amd64-only:2")
    }

    private static func write(
        _ folder: TemporaryFolder, _ packages: [String], _ registry: DockerRegistry, _ server: ScriptedServer
    ) async throws {
        try folder.write("server { listen {{ port }}; }\n", at: "templates/site/config/nginx.conf")
        try folder.write("- { src: '\(registry.host)/upstream/tool', dest: library/tool }\n", at: "images_origin.yaml")
        try folder.write("node: [\(packages.joined(separator: ", "))]\n", at: "packages.yaml")
        try folder.write("local content\n", at: "extra/local.txt")
        try folder.write(
            """
            name: scene
            version: 1.0
            arches: [amd64, arm64]
            variables: { port: "8080" }
            targets:
              - id: debian12
                family: deb
                repositories:
                  - url: system
                    suites: [bookworm, bookworm-updates]
                    components: [main]
                    signed_by: /usr/share/keyrings/debian-archive-keyring.gpg
                  - url: system
                    suites: [bookworm-security]
                    components: [main]
                    signed_by: /usr/share/keyrings/debian-archive-keyring.gpg
                groups: [node]
            files:
              extra:
                - { url: '\(server.base)/dl/tool.bin', sha256: '\(Digest(of: file).hex)', to: dl/tool.bin }
                - { path: extra/local.txt, to: local/local.txt }
            images:
              list: [library/tool:1.0]
              assemble:
                - { dest: 'library/busybox:1', files: [{ package: busybox-static, path: /bin/busybox }] }
            compose: {}

            """, at: "airgap.yaml")
    }

    /// Replaces a text in airgap.yaml.
    func edit(_ old: String, _ new: String, in name: String = "airgap.yaml") throws {
        let text = String(decoding: try FileSystem.read(folder.appending(name), limit: 1 << 20), as: UTF8.self)
        try folder.write(text.replacing(old, with: new), at: name)
    }

    /// Takes the groups that the default project's debian12 takes, out of the repository's own packages.yaml.
    func takeDefaultGroups() throws {
        let top = FilePath(#filePath).removingLastComponent().appending("../../packages.yaml").lexicallyNormalized()
        try edit("groups: [node]", "groups: [common, apt, debian12, kubespray.common, kubespray.apt]")
        try edit("targets:", "packages: \(top)\ntargets:")
    }

    /// Builds one architecture and expects it to work.
    func build(_ architecture: String, _ arguments: [String] = []) async throws -> FilePath {
        let outcome = try await program.run("build", ["--arch", architecture] + arguments)
        guard outcome.status == 0 else {
            throw PeerProgram.Failure(description: "build: \(outcome.status ?? -1): \(outcome.errors)")
        }
        return program.bundle("scene-1.0-\(architecture)")
    }

    /// Unpacks a bundle with GNU tar.
    func unpack(_ bundle: FilePath) async throws -> FilePath {
        let site = folder.appending("site-\(UInt32.random(in: .min ... .max))")
        try FileSystem.makeFolder(site)
        try await PeerProgram.run("tar", ["xzf", bundle.string, "-C", site.string])
        return site.appending(bundle.stem ?? "")
    }
}
