import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Images made of Debian's own packages really run; skopeo and umoci read them, docker-registry serves them.
@Suite(.serialized)
struct AssemblyPeerTests {
    private static let etcd = """
        assemble:
          - dest: library/etcd:3.4
            files:
              - { package: busybox-static, path: /bin/busybox }
              - { link: busybox, to: /bin/sh }
              - { package: etcd-server, path: /usr/bin/etcd }
              - { folder: /tmp, mode: 1777 }
            libraries: true
            entrypoint: [/usr/bin/etcd]
            env: { ETCD_DATA_DIR: /tmp/data }
            ports: [2379, 2380/tcp]
            labels: { org.example.made-by: airgap }
            user: "65534"
            workdir: /tmp
        """

    @Test func `etcd with its libraries runs from its unpacked layers`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        let run = try await bench.run(Self.etcd, packages: AptPackageFiles())
        #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
        let root = try await bench.unpack(run, "library/etcd:3.4")
        let version = try await PeerProgram.run("chroot", [root.string, "/usr/bin/etcd", "--version"])
        #expect(version.hasPrefix("etcd Version: 3.4"), "\(version)")
        #expect(try await PeerProgram.run("chroot", [root.string, "/bin/sh", "-c", "echo ran"]) == "ran\n")
        #expect(try await PeerProgram.run("stat", ["-c", "%a", root.appending("tmp").string]) == "1777\n")
        let settings = try await bench.settings(run, "library/etcd:3.4")
        #expect(settings["architecture"] == .string("amd64") && settings["os"] == .string("linux"))
        #expect(settings["config"]?["Entrypoint"] == .array([.string("/usr/bin/etcd")]))
        #expect(settings["config"]?["Env"] == .array([.string("ETCD_DATA_DIR=/tmp/data")]))
        #expect(
            settings["config"]?["ExposedPorts"] == .object(["2379/tcp": .object([:]), "2380/tcp": .object([:])]))
        #expect(settings["config"]?["User"] == .string("65534"))
        #expect(settings["config"]?["WorkingDir"] == .string("/tmp"))
        #expect(settings["config"]?["Labels"]?["org.example.made-by"] == .string("airgap"))
        #expect(settings["rootfs"]?["diff_ids"]?.array?.count == 5)
        // From the lock alone, with nothing cached, the same bytes.
        let local = try bench.configuration(Self.etcd)
        let again = try await ModuleRun.run(run.locked, local: local, in: bench.folder, cache: "cold", tree: "again")
        #expect(again.entries == run.entries)
        let fresh = try await bench.run(Self.etcd, packages: AptPackageFiles(), cache: "fresh", tree: "fresh")
        #expect(fresh.entries == run.entries)
    }

    @Test func `without its libraries a dynamic program is refused on scratch, with what it needs`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        let assemble = "assemble: [{ dest: 'a/etcd:1', files: [{ package: etcd-server, path: /usr/bin/etcd }] }]"
        let text = try await bench.failure(assemble, packages: AptPackageFiles())
        let needed = try await PeerProgram.run(
            "sh",
            [
                "-c",
                "cd \"$0\" && apt-get -qq download etcd-server && dpkg-deb -x etcd-server*.deb x"
                    + " && readelf -d x/usr/bin/etcd", bench.folder.path.string,
            ])
        let names = needed.split(separator: "\n").filter { $0.contains("(NEEDED)") }
            .compactMap { $0.split(separator: "[").last?.split(separator: "]").first }
        #expect(!names.isEmpty)
        #expect(
            text == "images: a/etcd:1: '/usr/bin/etcd' is linked dynamically and cannot start: the image lacks "
                + (["/lib64/ld-linux-x86-64.so.2"] + names).map { "'\($0)'" }.joined(separator: ", ")
                + "; set 'libraries: true', or take a base that has them")
        let wrong = try await bench.failure(assemble, packages: AptPackageFiles(), architecture: .arm64)
        #expect(wrong == "images: a/etcd:1: '/usr/bin/etcd' is built for amd64, the image is for arm64")
    }

    @Test func `an image stands on another, on an archive, on a registry's`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        let layout = try await OCIImages(at: bench.folder.appending("layout"))
        try await layout.addImage("base", architecture: "amd64", text: "below")
        try await PeerProgram.run(
            "umoci",
            ["config", "--image", "\(layout.layout):base", "--config.env", "A=1", "--config.env", "B=2"]
                + ["--config.cmd", "x"])
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "copy", "-q", "oci:\(layout.layout):base"]
                + ["docker-archive:\(bench.folder.appending("base.tar")):base:1"])
        try bench.folder.write("above", at: "above.txt")
        try await DockerRegistry.run(.init(storage: bench.folder.appending("upstream"))) { registry in
            try await layout.push("base", to: "\(registry.host)/world/base:1")
            let files = "files: [{ path: above.txt, to: /opt/above, mode: 0600, owner: '7:8' }]"
            let run = try await bench.run(
                """
                registries: { '\(registry.host)': { insecure: true } }
                import: [{ src: 'oci:layout:base', dest: 'library/base:1' }]
                assemble:
                  - { dest: 'a/third:1', base: 'a/named:1', entrypoint: [/bin/busybox], files: [] }
                  - { dest: 'a/named:1', base: 'library/base:1', env: { B: three, C: '4' }, \(files) }
                  - { dest: 'a/archive:1', base: 'docker-archive:base.tar', \(files) }
                  - { dest: 'a/pulled:1', base: 'docker://\(registry.host)/world/base:1', \(files) }
                """)
            #expect(try VerifierRun.findings(in: try run.files(), locked: run.locked) == [])
            for name in ["a/third:1", "a/named:1", "a/archive:1", "a/pulled:1"] {
                let root = try await bench.unpack(run, name)
                #expect(try FileSystem.read(root.appending("text"), limit: 99) == Array("below".utf8), "\(name)")
                #expect(try FileSystem.read(root.appending("opt/above"), limit: 99) == Array("above".utf8), "\(name)")
                let owner = try await PeerProgram.run("stat", ["-c", "%u:%g %a", root.appending("opt/above").string])
                #expect(owner == "7:8 600\n")
                #expect(try await PeerProgram.run("chroot", [root.string, "/bin/busybox", "echo", "ran"]) == "ran\n")
            }
            let named = try await bench.settings(run, "a/named:1")["config"]
            #expect(named?["Env"] == .array(["A=1", "B=three", "C=4"].map(JSONValue.string)))
            #expect(named?["Cmd"] == .array([.string("x")]))
            let third = try await bench.settings(run, "a/third:1")["config"]
            #expect(third?["Entrypoint"] == .array([.string("/bin/busybox")]) && third?["Cmd"] == nil)
            #expect(third?["Env"] == named?["Env"])
        }
    }
}
