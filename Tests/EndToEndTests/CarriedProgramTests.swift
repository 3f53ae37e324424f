import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// The program that `make site-program` made, carried by a bundle, on machines that have nothing.
@Suite(.serialized)
struct CarriedProgramTests {
    private static let top = FilePath(#filePath).removingLastComponent().pushing("../..").lexicallyNormalized()
    private static let siteProgram = top.appending(".build/release/airgap-site")

    /// A root with nothing but busybox, or with the files of Debian's essential packages, never set up.
    private static func root(_ name: String, in folder: TemporaryFolder) async throws -> FilePath {
        let root = folder.appending("root-\(name)")
        guard name != "busybox" else {
            try FileSystem.makeFolder(root.appending("bin"))
            try await PeerProgram.run("cp", ["/bin/busybox", root.appending("bin/busybox").string])
            return root
        }
        try await PeerProgram.run(
            "mmdebstrap",
            [
                "--quiet", "--variant=extract", "--mode=root", "--include=libc6,libc-bin", "--components=main", name,
                root.string, try await MachineMirror.bookworm(),
            ])
        return root
    }

    @Test func `verify, list, extract, serve, push and doctor, wherever a kernel runs`() async throws {
        let machine = try #require(Architecture(anyName: try await PeerProgram.run("uname", ["-m"]).trimmed))
        try await Scene.run { scene in
            let bundle = try await scene.build(machine.debian, ["--program", Self.siteProgram.string])
            let name = try #require(bundle.stem)
            _ = try await PeerProgram.run("tar", ["xzf", bundle.string, "-C", bundle.removingLastComponent().string])
            for kind in ["busybox", "bullseye", "bookworm", "trixie"] {
                let root = try await Self.root(kind, in: scene.folder)
                let told = try await PeerProgram.run(
                    "unshare",
                    [
                        "-m", "--pid", "--net", "--fork", "--kill-child", "--mount-proc",
                        Self.top.appending("Tests/Fixtures/site/carried").string, root.string,
                        bundle.removingLastComponent().string, name,
                    ])
                // Once of the packed bundle, once of the folder.
                let proofs = told.split(separator: "\n").filter {
                    $0.hasPrefix("OK: nothing is missing, added or changed")
                }
                #expect(proofs.count == 2, "\(kind): \(told)")
                #expect(told.contains("os-packages: every byte is as SHA256SUMS has it"), "\(kind): \(told)")
                #expect(told.contains("registry.nowhere.example"), "\(kind): \(told)")
                #expect(told.contains("\"library/tool\""), "\(kind): \(told)")
                #expect(told.contains("https 200\nstatus 0"), "\(kind): \(told)")
                let codes = told.split(separator: "\n").filter { $0.hasPrefix("status ") }
                #expect(codes.count == 3 && ["status 0", "status 1"].contains(codes[0]), "\(kind): \(told)")
                #expect(codes.count == 3 && codes[1] == "status 69", "\(kind): \(told)")
            }
        }
    }

    @Test func `what is no program for the bundle is refused, or left out and named`() async throws {
        try await Scene.run { scene in
            let machine = try #require(Architecture(anyName: try await PeerProgram.run("uname", ["-m"]).trimmed))
            let other = machine == .amd64 ? "arm64" : "amd64"
            let outcomes = [
                ("/bin/sh", machine.debian, "linked dynamically, needs "),
                ("/etc/hostname", machine.debian, "not an ELF executable"),
                ("/nothing/here", machine.debian, "No such file"),
                ("/bin/busybox", other, "made for \(machine.debian), the bundle is for \(other)"),
            ]
            for (path, architecture, message) in outcomes {
                let outcome = try await scene.program.run("build", ["--arch", architecture, "--program", path])
                #expect(outcome.errors.contains(path) && outcome.errors.contains(message), "\(outcome.errors)")
                #expect(outcome.status == 65 || outcome.status == 66, "\(outcome.errors)")
            }
            let built = try await scene.program.run("build", ["--arch", machine.debian, "--program", "/bin/busybox"])
            let table = String(decoding: built.output, as: UTF8.self)
            #expect(table.contains(/\nprogram +1 +[0-9.]+ [kM]B +airgap, for the site's machines\n/), "\(table)")
            let bundle = scene.program.bundle("scene-1.0-\(machine.debian)")
            let listed = try await PeerProgram.run("tar", ["tvzf", bundle.string])
            let line = try #require(listed.split(separator: "\n").first { $0.hasSuffix("/airgap") })
            #expect(line.hasPrefix("-rwxr-xr-x"), "\(line)")
            let without = try await scene.build(machine.debian, ["--program", "none"])
            #expect(try await PeerProgram.run("tar", ["tzf", without.string]).contains("/airgap\n") == false)
        }
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}
