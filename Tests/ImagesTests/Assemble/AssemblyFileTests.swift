import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Layers of made files and packages, read by umoci and GNU tar.
@Suite(.serialized)
struct AssemblyFileTests {
    private static let long = String(repeating: "n", count: 120)

    @Test func `links, folders, modes and long names of a package arrive as they are`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        let root = bench.folder.path
        try await ScriptedServer.run({ request in
            guard let bytes = try? FileSystem.read(root.appending(request.target), limit: 64 << 20) else {
                return .answer(404)
            }
            return .file(bytes, for: request)
        }) { server in
            let script = """
                mkdir -p usr/share/t/sub usr/lib && echo one > usr/share/t/one && chmod 4750 usr/share/t/one \
                && ln usr/share/t/one usr/share/t/sub/two && echo out > usr/lib/outside \
                && ln usr/lib/outside usr/share/t/three && ln -s ../t/one usr/share/t/link \
                && echo long > usr/share/t/sub/\(Self.long) && ln -s \(Self.long)/\(Self.long) usr/share/t/far \
                && chmod 700 usr/share/t/sub && find . -exec touch -hd @1600000000 {} +
                """
            let packages = try await MadePackages([("things", script)], in: bench.folder, at: server.base)
            let assemble = "assemble: [{ dest: 'a/t:1', files: [{ package: things, path: /usr/share/t, to: /t }] }]"
            let run = try await bench.run(assemble, packages: packages)
            let image = try await bench.unpack(run, "a/t:1")
            let seen = try await PeerProgram.run(
                "sh",
                ["-c", "cd \"$0\" && find . -printf '%P %y %m %s %l\\n' | sort && cat t/three t/sub/two", image.string])
            let original = try await PeerProgram.run(
                "sh",
                [
                    "-c", "cd \"$0\" && find . -printf 't/%P %y %m %s %l\\n' | sed 's,^t/ ,t ,' | sort",
                    bench.folder.appending("things/usr/share/t").string,
                ])
            func files(_ text: String) -> [Substring] {
                text.split(separator: "\n").filter { !$0.contains(" d ") && $0.hasPrefix("t/") }
            }
            #expect(files(seen) == files(original))
            #expect(seen.contains("t/sub d 700"))
            #expect(seen.hasSuffix("out\none\n"))
            #expect(
                run.locked.local?.assemblies.first?.content.manifest.mediaType == ManifestMediaType.ociManifest.rawValue
            )
            // The newest file is the image's time; SOURCE_DATE_EPOCH bounds it.
            #expect(try await bench.settings(run, "a/t:1")["created"] == .string("2020-09-13T12:26:40Z"))
            let early = try await bench.run(
                assemble, packages: packages, time: Timestamp(seconds: 1_500_000_000), tree: "early")
            #expect(try await bench.settings(early, "a/t:1")["created"] == .string("2017-07-14T02:40:00Z"))
            let missing = try await bench.failure(
                "assemble: [{ dest: 'a/t:1', files: [{ package: things, path: /usr/bin/one }] }]", packages: packages)
            #expect(
                missing == "images: a/t:1: the package things 1 has no '/usr/bin/one'; did you mean '/usr/share/t/one'?"
            )
        }
    }

    @Test func `folders of the disk: the same bytes whatever times, owners and modes they have`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        try bench.folder.write("#!/bin/sh\n", at: "disk/bin/run")
        try bench.folder.write("a", at: "disk/a")
        try await PeerProgram.run(
            "sh", ["-c", "cd \"$0/disk\" && chmod 711 bin/run && ln -s a l && mkdir empty", bench.folder.path.string])
        let assemble = "assemble: [{ dest: 'a/t:1', files: [{ path: disk, to: / }] }]"
        let first = try await bench.run(assemble)
        try await PeerProgram.run(
            "sh",
            [
                "-c",
                "cd \"$0/disk\" && touch -d @5 a && chmod 600 a && chmod 777 bin && chown 5 a && chmod 755 bin/run",
                bench.folder.path.string,
            ])
        let second = try await bench.run(assemble, cache: "second", tree: "second")
        #expect(first.entries == second.entries)
        let root = try await bench.unpack(second, "a/t:1")
        let seen = try await PeerProgram.run(
            "sh", ["-c", "cd \"$0\" && find . -mindepth 1 -printf '%P %y %m %U %l\\n' | sort", root.string])
        #expect(seen == "a f 644 0 \nbin d 755 0 \nbin/run f 755 0 \nempty d 755 0 \nl l 777 0 a\n")
        try bench.folder.write("b", at: "disk/a")
        let local = try bench.configuration(assemble)
        let error = await #expect(throws: StageError.self) {
            try await ModuleRun.run(first.locked, local: local, in: bench.folder, cache: "cold", tree: "changed")
        }
        #expect("\(try #require(error))".hasPrefix("images: a/t:1: its files changed since it was locked"))
        try await PeerProgram.run("mkfifo", [bench.folder.appending("disk/fifo").string])
        #expect(try await bench.failure(assemble).contains("disk/fifo is a fifo: images take files, folders and links"))
    }

    @Test func `what cannot be put together is said of each image`() async throws {
        let bench = AssemblyBench(folder: try TemporaryFolder())
        try bench.folder.write("x", at: "x")
        let text = try await bench.failure(
            """
            assemble:
              - { dest: 'a/one:1', base: 'a/two:1' }
              - { dest: 'a/two:1', base: 'a/one:1' }
              - { dest: 'a/three:1', base: 'a/for:1' }
              - { dest: 'a/four:1', files: [{ path: x, to: /x }] }
              - { dest: 'a/five:1', files: [{ path: gone, to: /x }] }
            """)
        #expect(
            text.split(separator: "\n") == [
                "images: a/one:1: images stand on each other: a/one:1, a/two:1",
                "images: a/three:1: the project has no image 'a/for:1' to stand on",
                "images: a/five:1: cannot open \(bench.folder.appending("gone")): No such file or directory",
            ])
        let twins = try await bench.failure(
            """
            assemble:
              - { dest: 'a/four:1', files: [{ path: x, to: /x }] }
              - { dest: 'a/four:1', files: [{ path: x, to: /y }] }
            """)
        #expect(twins == "images: a/four:1: two images have this name")
        let packages = try await bench.failure("assemble: [{ dest: 'a:1', files: [{ package: x, path: /x }] }]")
        #expect(
            packages == "images: x: files of packages need 'targets' in airgap.yaml, which say where packages come from"
        )
    }
}
