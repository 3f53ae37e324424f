import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// `airgap doctor` as people run it: with a bundle, as another user, in other namespaces.
struct DoctorWayTests {
    private static func bundle(in folder: TemporaryFolder, architecture: String = "amd64") async throws -> FilePath {
        try folder.write("something", at: "x")
        try folder.write(
            "{name: doc, version: 1, arches: [\(architecture)], files: {extra: [{path: x, to: x}]}}", at: "airgap.yaml")
        let program = AirgapProgram(in: folder)
        let build = try await program.run("build")
        #expect(build.status == 0, "\(build.errors)")
        return program.bundle("doc-1-\(architecture)")
    }

    private static func checks(_ output: [UInt8], _ topic: String) throws -> [JSONValue] {
        try JSONValue(parsing: output)["checks"]?.array?.filter { $0["topic"]?.string == topic } ?? []
    }

    @Test func `text, JSON and exit codes`() async throws {
        let folder = try TemporaryFolder()
        let other = try await PeerProgram.run("uname", ["-m"]).hasPrefix("x86_64") ? "arm64" : "amd64"
        let bundle = try await Self.bundle(in: folder, architecture: other)
        let text = try await CommandRunner.run(AirgapProgram.path.string, ["doctor", bundle.string])
        let output = String(decoding: text.output, as: UTF8.self)
        #expect(text.status == 1 && output.contains("fix     architecture") && text.errors.isEmpty, "\(text)")
        #expect(!text.output.contains(0x1B) && output.split(separator: "\n").last?.contains(" to fix") ?? false)
        let json = try await CommandRunner.run(AirgapProgram.path.string, ["doctor", "--json", bundle.string])
        #expect(json.status == 1)
        #expect(try Self.checks(json.output, "architecture").first?["state"]?.string == "fix")
        let gone = try await CommandRunner.run(AirgapProgram.path.string, ["doctor", "/nowhere.tgz"])
        #expect(gone.status == 66)
    }

    @Test func `a clock behind the bundle, by the Date of a server`() async throws {
        try await ScriptedServer.run({ _ in
            .answer(200, [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
        }) { server in
            let outcome = try await CommandRunner.run(
                AirgapProgram.path.string, ["doctor", "--json", "--server", server.base])
            let clocks = try Self.checks(outcome.output, "clock")
            #expect(outcome.status == 1 && clocks.contains { $0["state"]?.string == "fix" }, "\(clocks)")
        }
    }

    /// A listener of another network is none of this one; a mount of this namespace is seen; nobody sees who listens.
    @Test func `in namespaces, and as nobody`() async throws {
        let folder = try TemporaryFolder()
        let script = """
            mount -t tmpfs -o noexec none /usr/local/bin
            python3 -c 'import socket,time; s=socket.socket(); s.setsockopt(1,2,1); s.bind(("0.0.0.0",6443)); s.listen(); print(1,flush=True); time.sleep(60)' > "$1" &
            pid=$!
            while [ ! -s "$1" ]; do sleep 0.02; done
            "$0" doctor --json > "$2" || true
            setpriv --reuid 65534 --regid 65534 --clear-groups "$0" doctor --json > "$3" || true
            kill $pid
            """
        let files = ["ready", "root.json", "nobody.json"].map { folder.appending($0).string }
        try await PeerProgram.run("unshare", ["-m", "-n", "sh", "-ec", script, AirgapProgram.path.string] + files)
        let own = try Self.checks(FileSystem.read(FilePath(files[1]), limit: 1 << 20), "ports")
        #expect(
            own.contains { $0["fact"]?.string?.contains("6443, for Kubernetes, is taken by python3") ?? false },
            "\(own)")
        let mounts = try Self.checks(FileSystem.read(FilePath(files[1]), limit: 1 << 20), "mounts")
        #expect(
            mounts.contains {
                $0["fact"]?.string?.hasPrefix("/usr/local/bin is on /usr/local/bin, mounted noexec") ?? false
            }, "\(mounts)")
        let nobody = try Self.checks(FileSystem.read(FilePath(files[2]), limit: 1 << 20), "ports")
        #expect(
            nobody.contains { $0["fact"]?.string?.contains("a program that this user cannot see") ?? false },
            "\(nobody)")
    }
}
