import AirgapCore
import SystemPackage
import TestSupport

/// A bundle as a site gets it: signed, with Debian's packages and home-made rpms, images under original names, and the
/// project's own templates; and a minimal Debian root to try it in.
struct IsolatedSiteScene: Sendable {
    let folder: TemporaryFolder
    let program: AirgapProgram
    /// The unpacked bundle.
    let tree: FilePath
    /// A minimal Debian 12.
    let base: FilePath

    private static let top = FilePath(#filePath).removingLastComponent().pushing("../..").lexicallyNormalized()

    static func make() async throws -> IsolatedSiteScene {
        let folder = try TemporaryFolder()
        async let base = debian(folder)
        let program = AirgapProgram(in: folder, cache: try Scene.sharedCache.path())
        let rpms = try await rpmRepository(folder)
        let storage = folder.appending("upstream")
        try await DockerRegistry.run(DockerRegistryOptions(storage: storage)) { registry in
            let images = try await OCIImages(at: folder.appending("oci"))
            try await images.addImage("node", architecture: "amd64", text: "calico's node")
            try await images.push("node", to: "\(registry.host)/calico/node:v3.30.6")
            try await images.push("node", to: "\(registry.host)/pause:3.10")
            try await ScriptedServer.run({ answer($0, rpms) }) { server in
                try write(folder, registry, server)
                try await PeerProgram.run(AirgapProgram.path.string, ["keygen", folder.appending("site.key").string])
                let outcome = try await program.run(
                    "build",
                    ["--sign", folder.appending("site.key").string, "--compression", "none"]
                        + ["--program", top.appending(".build/release/airgap-site").string])
                guard outcome.status == 0 else { throw PeerError("airgap build", outcome.errors) }
            }
        }
        return IsolatedSiteScene(
            folder: folder, program: program, tree: folder.appending("bundle/isolated-1.0-amd64"), base: try await base)
    }

    /// Runs a script on the site's two machines; Tests/Fixtures/site/isolated says with which functions.
    func run(_ script: String) async throws -> String {
        let outcome = try await CommandRunner.run(
            "unshare",
            ["-m", "--pid", "--fork", "--kill-child", "--mount-proc"]
                + [Self.top.appending("Tests/Fixtures/site/isolated").string, base.string, tree.string, script])
        let output = String(decoding: outcome.output, as: UTF8.self)
        guard outcome.status == 0 else { throw PeerError("isolated site", outcome.errors + output.suffix(20_000)) }
        return output
    }

    private static func debian(_ folder: TemporaryFolder) async throws -> FilePath {
        let root = folder.appending("base")
        let mirror = try await MachineMirror.bookworm()
        try await PeerProgram.run(
            "mmdebstrap",
            ["--quiet", "--variant=minbase", "--mode=root", "--components=main", "bookworm", root.string, mirror])
        return root
    }

    /// A signed rpm that needs another one, with repository and key.
    private static func rpmRepository(_ folder: TemporaryFolder) async throws -> RPMBuilder {
        let builder = try RPMBuilder()
        let key = try await SigningKey.make()
        let files = try await builder.build([
            RPMDescription("site-tool", requires: ["site-library"], files: ["/usr/share/site-tool"]),
            RPMDescription("site-library", files: ["/usr/share/site-library"]),
        ])
        try await key.sign(files)
        try folder.write(try await key.publicKey(armored: true), at: "vendor.asc")
        try await PeerProgram.run(
            "createrepo_c", ["--quiet", "--no-database", "--general-compress-type=gz", builder.output.string])
        return builder
    }

    /// Rpms below /r/, and anything else is a small file.
    private static func answer(_ request: ScriptedServer.Request, _ rpms: RPMBuilder) -> [ScriptedServer.Step] {
        guard request.target.hasPrefix("/r/"), let path = try? RelativePath(String(request.target.dropFirst(3))) else {
            return .file(Array("content\n".utf8), for: request)
        }
        guard let bytes = try? FileSystem.read(rpms.output.appending(path.description), limit: 1 << 24) else {
            return .answer(404)
        }
        return .file(bytes, for: request)
    }

    private static func write(
        _ folder: TemporaryFolder, _ registry: DockerRegistry, _ server: ScriptedServer
    ) throws {
        try folder.write(
            """
            - { src: quay.io/calico/node, dest: library/calico-node }
            - { src: registry.k8s.io/pause, dest: library/pause }

            """, at: "images_origin.yaml")
        try folder.write(
            """
            kubelet_version: v1.34.3
            kubelet_download_url: "{{ download_url }}/dl.example.org/{{ kubelet_version }}/{{ image_arch }}/kubelet"
            kubelet_checksum: \(Digest(of: Array("content\n".utf8)).hex)
            calico_version: v3.30.6
            calico_node_image_repo: "{{ registry_project }}/calico-node"
            calico_node_image_tag: "{{ calico_version }}"
            pod_infra_image_repo: registry.k8s.io/pause
            pod_infra_image_tag: "3.10"

            """, at: "download.yml")
        try folder.write(project(registry, server), at: "airgap.yaml")
    }

    private static func project(_ registry: DockerRegistry, _ server: ScriptedServer) -> String {
        """
        name: isolated
        version: 1.0
        arches: [amd64]
        variables:
          registry_domain: kube.registry.local
          nginx_http_port: "8080"
          registry_https_port: "443"
          registry_push_port: "5000"
          nginx_image: library/nginx:1
          registry_image: library/registry:2
        mirrors:
          'https://dl.example.org/': '\(server.base)/dl/'
          quay.io: '\(registry.host)'
          registry.k8s.io: '\(registry.host)'
        packages: \(top)/packages.yaml
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
            groups: [common, apt, debian12, kubespray.common, kubespray.apt]
          - id: rocky9
            family: rpm
            repositories:
              - { id: base, url: '\(server.base)/r/', gpgkey: vendor.asc }
            packages: [site-tool]
        files: { lists: [download.yml] }
        images:
          origin: images_origin.yaml
          attachments: false
          lists: [download.yml]
          registries: { '\(registry.host)': { insecure: true } }
          bootstrap: ['{{ nginx_image }}', '{{ registry_image }}']
          assemble:
            - { dest: '{{ nginx_image }}', files: [{ package: busybox-static, target: debian12, path: /bin/busybox }] }
            - { dest: '{{ registry_image }}', files: [{ package: busybox-static, target: debian12, path: /bin/busybox }] }
        compose: { templates: \(top)/templates/site }

        """
    }
}
