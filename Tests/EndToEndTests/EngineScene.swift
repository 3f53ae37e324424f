import AirgapCore
import SystemPackage
import TestSupport

/// A bundle whose services are nginx and docker-registry of Debian's packages, for machines that have a real engine.
struct EngineScene: Sendable {
    let folder: TemporaryFolder
    /// The unpacked bundle.
    let tree: FilePath

    private static let top = FilePath(#filePath).removingLastComponent().pushing("../..").lexicallyNormalized()

    static func make() async throws -> EngineScene {
        let folder = try TemporaryFolder()
        try folder.write(project, at: "airgap.yaml")
        let program = AirgapProgram(in: folder, cache: try Scene.sharedCache.path())
        let outcome = try await program.run("build", ["--compression", "none", "--program", "none"])
        guard outcome.status == 0 else { throw PeerError("airgap build", outcome.errors) }
        return EngineScene(folder: folder, tree: folder.appending("bundle/engines-1-amd64"))
    }

    /// Runs a script on a site's machine that is this machine with an empty layer above; Tests/Fixtures/site/isolated and
    /// `engine` beside it say with which functions.
    func run(_ engine: String, _ script: String) async throws -> String {
        let fixtures = Self.top.appending("Tests/Fixtures/site")
        let outcome = try await CommandRunner.run(
            "unshare",
            ["-m", "--pid", "--fork", "--kill-child", "--mount-proc", fixtures.appending("isolated").string, "/"]
                + [tree.string, ". '\(fixtures.appending("engine"))'\n\(engine)\n\(script)"])
        let output = String(decoding: outcome.output, as: UTF8.self)
        guard outcome.status == 0 else { throw PeerError(engine, outcome.errors + output.suffix(20_000)) }
        return output
    }

    private static let project = """
        name: engines
        version: "1"
        arches: [amd64]
        variables:
          registry_domain: kube.registry.local
          nginx_http_port: "8080"
          registry_https_port: "443"
          registry_push_port: "5000"
          nginx_image: library/nginx:1.22
          registry_image: library/registry:2.8
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
            packages: [busybox-static, docker-registry, nginx, base-passwd]
        images:
          bootstrap: ['{{ registry_image }}', '{{ nginx_image }}']
          assemble:
            - { dest: 'library/busybox:1', files: [{ package: busybox-static, path: /bin/busybox }] }
            - dest: '{{ registry_image }}'
              files: [{ package: docker-registry, path: /usr/bin/docker-registry }]
              libraries: true
              entrypoint: [/usr/bin/docker-registry]
              cmd: [serve, /etc/docker/registry/config.yml]
            - dest: '{{ nginx_image }}'
              base: library/busybox:1
              files:
                - { package: nginx, path: /usr/sbin/nginx }
                - { package: nginx-common, path: /etc/nginx/mime.types }
                - { package: base-passwd, path: /usr/share/base-passwd/passwd.master, to: /etc/passwd }
                - { package: base-passwd, path: /usr/share/base-passwd/group.master, to: /etc/group }
                - { folder: /tmp, mode: '1777' }
                - { folder: /var/log/nginx }
                - { folder: /var/lib/nginx }
                - { folder: /run }
              libraries: true
              entrypoint: [/usr/sbin/nginx, -g, 'daemon off; error_log /dev/stderr notice;']
        compose: { templates: \(top)/templates/site }

        """
}
