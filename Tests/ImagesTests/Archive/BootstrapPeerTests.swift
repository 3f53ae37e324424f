import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// skopeo reads the archives as docker's and as OCI's; containerd, docker and podman load them. nerdctl, which Debian does not
/// have, imports as containerd's `ctr` does.
struct BootstrapPeerTests {
    private static let assemble = """
        assemble:
          - { dest: 'library/tool:1', files: [{ path: /bin/busybox, to: /bin/busybox }], entrypoint: [/bin/busybox] }
        import: [{ src: 'docker-archive:old.tar', dest: 'team/deep/saved:2' }]
        bootstrap: ['team/deep/saved:2', 'library/tool:1']
        """

    private static func run(_ saved: SavedImages, cache: String = "cache", tree: String = "tree") async throws
        -> ModuleRun
    {
        try await AssemblyBench(folder: saved.folder).run(assemble, cache: cache, tree: tree)
    }

    @Test func `skopeo and containerd load the archives, with the image's own id`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["x:1"])
        let run = try await Self.run(saved)
        #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
        let folder = run.root.appending("resources/images")
        #expect(try FileSystem.names(in: folder) == ["library_tool_1.tar", "team_deep_saved_2.tar"])
        let again = try await Self.run(saved, cache: "second", tree: "second")
        #expect(again.entries == run.entries)
        let images = [
            ("library_tool_1.tar", "docker.io/library/tool:1"),
            ("team_deep_saved_2.tar", "docker.io/team/deep/saved:2"),
        ]
        try await Containerd.run(in: try TemporaryFolder()) { containerd in
            for ((file, name), image) in zip(images, run.locked.local?.stored ?? []) {
                let path = folder.appending(file).string
                for source in ["docker-archive:\(path)", "docker-archive:\(path):\(name)", "oci-archive:\(path)"] {
                    let config = try await PeerProgram.run("skopeo", ["inspect", "--config", "--raw", source])
                    #expect(Digest(of: config.utf8) == image.content.config.digest, "\(source)")
                    let pulled = saved.folder.appending("copy-\(UInt32.random(in: .min ... .max))")
                    try await PeerProgram.run(
                        "skopeo", ["--insecure-policy", "copy", "-q", source, "dir:\(pulled)"])
                }
                let kinds = try await PeerProgram.run("tar", ["tvf", path])
                #expect(kinds.split(separator: "\n").allSatisfy { $0.hasPrefix("-rw-r--r-- 0/0") }, "\(kinds)")
                try await containerd.ctr(["images", "import", path])
                let listed = try await containerd.ctr(["images", "list"])
                let line = listed.split(separator: "\n").first { $0.hasPrefix(name + " ") }
                #expect(line?.contains(image.content.manifest.digest.description) == true, "\(listed)")
                let check = try await containerd.ctr(["images", "check"])
                #expect(check.contains("complete"), "\(check)")
            }
        }
    }

    @Test func `docker loads the archives, and an image of them runs`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["x:1"])
        let run = try await Self.run(saved)
        try await Dockerd.run(in: try TemporaryFolder()) { daemon in
            for (name, image) in zip(["library_tool_1", "team_deep_saved_2"], run.locked.local?.stored ?? []) {
                let path = run.root.appending("resources/images/\(name).tar")
                let loaded = try await daemon.docker(["load", "--quiet", "--input", path.string])
                let short = image.repository.description.replacing("library/", with: "")
                #expect(loaded == "Loaded image: \(short):\(image.tag)\n")
                let listed = try await daemon.docker(["image", "inspect", "--format", "{{.Id}}", image.destination])
                #expect(listed == "\(image.content.config.digest)\n")
            }
            let ran = try await daemon.docker(
                ["run", "--rm", "--network", "none", "library/tool:1", "echo", "ran by docker"])
            #expect(ran == "ran by docker\n")
        }
    }

    @Test func `podman loads the archives`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["x:1"])
        let run = try await Self.run(saved)
        let podman = try Podman()
        for (name, image) in zip(["library_tool_1", "team_deep_saved_2"], run.locked.local?.stored ?? []) {
            let path = run.root.appending("resources/images/\(name).tar")
            let loaded = try await podman(["load", "--quiet", "--input", path.string])
            #expect(loaded == "Loaded image: docker.io/\(image.destination)\n")
            let listed = try await podman(["images", "--no-trunc", "--quiet", "docker.io/\(image.destination)"])
            #expect(listed == "\(image.content.config.digest)\n")
        }
        let root = try await podman.root(of: "docker.io/library/tool:1")
        #expect(try await PeerProgram.run("chroot", [root.string, "/bin/busybox", "echo", "ran"]) == "ran\n")
    }

    @Test func `verify finds every kind of damage`() async throws {
        let saved = try await SavedImages()
        try await saved.saveDockerArchive("amd64", as: "old.tar", tags: ["x:1"])
        let run = try await Self.run(saved)
        let files = try run.files()
        let path = try RelativePath("resources/images/library_tool_1.tar")
        let good = try #require(files[path])
        func findings(_ bytes: [UInt8]?) throws -> [String] {
            var files = files
            files[path] = bytes
            return try VerifierRun.findings(in: files, locked: run.locked).map(\.description)
        }
        #expect(try findings(nil) == ["'airgap.lock': the archive \(path) is missing"])
        var flipped = good
        flipped[good.count - 4096] ^= 1
        #expect(try findings(flipped).count == 2)
        #expect(try findings(Array(good.dropLast(512))) == ["'\(path)': missing or different: 'end'"])
        #expect(try findings(good + [UInt8](repeating: 0, count: 512)) == ["'\(path)': blocks behind the end"])
        var members = TarBuilder(parsing: good).members
        #expect(members.prefix(3).map(\.name) == ["oci-layout", "index.json", "manifest.json"])
        members[0].type = UInt8(ascii: "2")
        #expect(try findings(TarBuilder(members).bytes).contains { $0.contains("is not a regular file") })
        let other = try #require(files[try RelativePath("resources/images/team_deep_saved_2.tar")])
        #expect(try findings(other).contains { $0.contains(" index.json'") })
        var stray = files
        stray[try RelativePath("resources/images/stray.tar")] = good
        #expect(
            try VerifierRun.findings(in: stray, locked: run.locked).map(\.description)
                == ["'resources/images/stray.tar': no image of airgap.lock is in it"])
    }

    @Test func `an unknown name is said, with the nearest`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", at: "x")
        let text = try await AssemblyBench(folder: folder).failure(
            """
            assemble: [{ dest: 'library/tool:1', files: [{ path: x, to: /x }] }]
            bootstrap: ['library/tol:1']
            """)
        #expect(
            text == "images: library/tol:1: listed under 'bootstrap', but the project has no such image;"
                + " did you mean 'library/tool:1'?")
    }
}
