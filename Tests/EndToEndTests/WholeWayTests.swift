import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// From a configuration to machines that install from the bundle, judged by the programs of the field.
@Suite(.serialized)
struct WholeWayTests {
    @Test func `amd64, from build to an isolated Debian that installs from it`() async throws {
        try await Scene.run { scene in
            try scene.takeDefaultGroups()
            try await PeerProgram.run(AirgapProgram.path.string, ["keygen", scene.folder.appending("site.key").string])
            let bundle = try await scene.build("amd64", ["--sign", scene.folder.appending("site.key").string])
            try await verify(scene, bundle, ["--key", scene.folder.appending("site.asc").string])
            let tree = try await scene.unpack(bundle)
            try await checkArchive(bundle, tree)
            try await pull(scene, tree, architecture: "amd64")
            try await install(scene, tree)
        }
    }

    @Test func `arm64, on this machine`() async throws {
        try await Scene.run { scene in
            let bundle = try await scene.build("arm64")
            try await verify(scene, bundle)
            let tree = try await scene.unpack(bundle)
            try await verifyFolder(scene, tree)
            try await pull(scene, tree, architecture: "arm64")
            let judge = try AptJudge(.arm64)
            let sources = try FileSystem.read(
                tree.appending("resources/nginx/repos/debian12-arm64-file.sources"), limit: 1 << 16)
            let text = String(decoding: sources, as: UTF8.self).replacing("@AIRGAP_BUNDLE@", with: tree.string)
            try judge.addSources(text, named: "airgap.sources")
            try await judge.update()
            let closure = try await judge.closure(of: ["conntrack", "socat"])
            #expect(closure.contains { $0.name == "conntrack" && $0.architecture == "arm64" })
            #expect(closure.count > 5)
        }
    }

    private func verify(_ scene: Scene, _ bundle: FilePath, _ options: [String] = []) async throws {
        let outcome = try await scene.program.run("verify", options + [bundle.string])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            String(decoding: outcome.output, as: UTF8.self).contains("from the bundle alone, on an empty system"))
        try await PeerProgram.run(
            "sh", ["-c", "cd \"$(dirname \"$0\")\" && sha256sum --strict -c \"$0.sha256\"", bundle.string])
    }

    /// The unpacked bundle proves the same; and where somebody makes SHA256SUMS anew, the modules still see what was changed.
    private func verifyFolder(_ scene: Scene, _ tree: FilePath) async throws {
        let whole = try await scene.program.run("verify", [tree.string])
        let text = String(decoding: whole.output, as: UTF8.self)
        #expect(whole.status == 0 && text.contains("from the bundle alone, on an empty system"), "\(text)")
        let script = """
            cp -a "$0" "$0.changed" && cd "$0.changed"
            link=$(find resources/registry -name link | LC_ALL=C sort | head -n 1)
            printf 'sha256:%064d' 1 > "$link"
            echo other > resources/nginx/files/local/local.txt
            deb=$(find resources/nginx -name 'socat_*.deb') && printf x >> "$deb"
            cut -c 67- SHA256SUMS | while read -r f; do sha256sum "$f"; done > ../sums && mv ../sums SHA256SUMS
            sha256sum --quiet --strict -c SHA256SUMS && echo "$link"
            """
        let link = try await PeerProgram.run("sh", ["-c", script, tree.string]).split(separator: "\n")[0]
        let changed = try await scene.program.run("verify", ["--json", "--quiet", tree.string + ".changed"])
        let told = String(decoding: changed.output, as: UTF8.self)
        #expect(changed.status == 1)
        for member in [String(link), "resources/nginx/files/local/local.txt", "socat_"] {
            #expect(told.contains(member), "\(member): \(told)")
        }
    }

    /// GNU tar, bsdtar and sha256sum agree with what the bundle says of itself.
    private func checkArchive(_ bundle: FilePath, _ tree: FilePath) async throws {
        try await PeerProgram.run("sh", ["-c", "cd \"$0\" && sha256sum --quiet --strict -c SHA256SUMS", tree.string])
        let gnu = try await PeerProgram.run("tar", ["tzf", bundle.string])
        let bsd = try await PeerProgram.run("bsdtar", ["tzf", bundle.string])
        #expect(gnu == bsd)
        let lines = gnu.split(separator: "\n")
        #expect(lines.prefix(2) == ["scene-1.0-amd64/bundle.json", "scene-1.0-amd64/SHA256SUMS"])
        let files = try await PeerProgram.run("find", [tree.string, "-type", "f"])
        #expect(files.split(separator: "\n").count == lines.count)
        let others = try await PeerProgram.run("find", [tree.string, "!", "-type", "f", "!", "-type", "d"])
        #expect(others.isEmpty)
        let dl = tree.appending("resources/nginx/files/dl/tool.bin")
        #expect(try FileSystem.read(dl, limit: 1 << 20) == Scene.file)
        let conf = try FileSystem.read(tree.appending("config/nginx.conf"), limit: 1 << 20)
        #expect(String(decoding: conf, as: UTF8.self) == "server { listen 8080; }\n")
    }

    /// The image that was put together of a package really runs, where this machine can run it.
    private func run(_ scene: Scene, _ name: String, _ architecture: String) async throws {
        let place = scene.folder.appending("assembled")
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "--override-arch", architecture, "copy", "-q", "--src-tls-verify=false"]
                + ["docker://\(name)", "oci:\(place).oci:x"])
        try await PeerProgram.run("umoci", ["unpack", "--image", "\(place).oci:x", place.string])
        let program = place.appending("rootfs/bin/busybox").string
        let header = try await PeerProgram.run("readelf", ["-h", program])
        #expect(header.contains(architecture == "amd64" ? "X86-64" : "AArch64"))
        let machine = try await PeerProgram.run("uname", ["-m"])
        if Architecture(anyName: machine.filter { !$0.isWhitespace })?.debian == architecture {
            let output = try await PeerProgram.run(
                "chroot", [place.appending("rootfs").string, "/bin/busybox", "echo", "ran"])
            #expect(output == "ran\n")
        }
    }

    /// A registry that only reads serves the tree to skopeo, by tag and by digest.
    private func pull(_ scene: Scene, _ tree: FilePath, architecture: String) async throws {
        let storage = tree.appending("resources/registry")
        try await DockerRegistry.run(DockerRegistryOptions(storage: storage, isReadOnly: true)) { registry in
            let source = "docker://\(registry.host)/library/tool"
            let raw = try await PeerProgram.run("skopeo", ["inspect", "--raw", "--tls-verify=false", source + ":1.0"])
            let digest = Digest(of: raw.utf8)
            try await run(scene, "\(registry.host)/library/busybox:1", architecture)
            for reference in [source + ":1.0", source + "@\(digest)"] {
                let target = scene.folder.appending("pulled-\(UInt32.random(in: .min ... .max))")
                try await PeerProgram.run(
                    "skopeo",
                    ["--override-arch", architecture, "copy", "-q", "--src-tls-verify=false", reference]
                        + ["dir:" + target.string])
                let config = try await PeerProgram.run(
                    "skopeo", ["--override-arch", architecture, "inspect", "--config", "dir:" + target.string])
                #expect(config.contains("\"\(architecture)\""))
            }
        }
    }

    /// A Debian root without any network installs all that the default groups name from the unpacked bundle, with the
    /// bundle's own sources file and the signature of the site's key.
    private func install(_ scene: Scene, _ tree: FilePath) async throws {
        let root = scene.folder.appending("root")
        let mirror = try await MachineMirror.bookworm()
        try await PeerProgram.run(
            "mmdebstrap",
            ["--quiet", "--variant=minbase", "--mode=root", "--components=main", "bookworm", root.string, mirror])
        try FileSystem.rename(tree, to: root.appending("bundle"))
        let requested = try await PeerProgram.run(
            "jq", ["-r", "[.. | .requested? // empty] | flatten | unique | .[]", "\(root)/bundle/airgap.lock"])
        let names = requested.split(separator: "\n").joined(separator: " ")
        #expect(requested.split(separator: "\n").count > 30)
        let script = """
            set -e
            rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
            sed 's,@AIRGAP_BUNDLE@,/bundle,' /bundle/resources/nginx/repos/debian12-amd64-file.sources \
                > /etc/apt/sources.list.d/airgap.sources
            grep -q '^Signed-By: /bundle/' /etc/apt/sources.list.d/airgap.sources
            ! grep -qi trusted /etc/apt/sources.list.d/airgap.sources
            printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
            chmod 755 /usr/sbin/policy-rc.d
            apt-get -o APT::Update::Error-Mode=any update
            DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \(names)
            test -z "$(dpkg --audit)"
            conntrack --version
            socat -V | head -n 2
            """
        let outcome = try await CommandRunner.run(
            "unshare",
            [
                "-n", "-m", "-p", "-f", "--mount-proc=\(root.appending("proc"))", "chroot", root.string, "sh", "-c",
                script,
            ])
        #expect(
            outcome.status == 0, "\(outcome.errors) \(String(decoding: outcome.output.suffix(2000), as: UTF8.self))")
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("conntrack v1.4"))
    }
}
