import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Home-made packages from a signed archive on loopback, all the way to apt on the tree that is written.
struct RepositoryTests {
    private static let time = Timestamp(seconds: 1_767_225_600)

    private static let packages: [DebianArchive.Package] = [
        .init("app", "1:1.0-1", compression: "gzip", "Depends: lib (>= 1), data | other"),
        .init("lib", "1.2~rc1", compression: "zstd", "Multi-Arch: same"), .init("data", "3", architecture: "all"),
        .init("unused", "1"),
    ]

    @Test func builtTreeSatisfiesApt() async throws {
        let bench = try await RepositoryBench.make(Self.packages, requests: ["app"], time: Self.time)
        #expect(
            bench.locked.targets.first?.packages.map(\.label) == ["app 1:1.0-1", "data 3", "lib 1.2~rc1"])
        #expect(bench.locked.targets.first?.distribution == "debian")
        #expect(bench.locked.targets.first?.codename == "bookworm")
        let judge = try AptJudge(.amd64)
        let folder = bench.root.appending("resources/nginx/debian/amd64/bookworm")
        try judge.addSources("deb [trusted=yes] file:\(folder) ./\n", named: "a.list")
        try await judge.update()
        #expect(
            try await judge.closure(of: ["app"]).sorted().map(\.description)
                == ["app=1:1.0-1:amd64", "data=3:all", "lib=1.2~rc1:amd64"])
        let shown = try await judge.run("apt-cache", ["show", "lib"])
        #expect(String(decoding: shown.output, as: UTF8.self).contains("Multi-Arch: same"))
    }

    @Test(arguments: ["file", "http"])
    func clientSourcesWork(_ kind: String) async throws {
        let bench = try await RepositoryBench.make(Self.packages, requests: ["app"], time: Self.time)
        let web = bench.root.appending("resources/nginx")
        let path = web.appending("repos/d12-amd64-\(kind).sources")
        let text = String(decoding: try FileSystem.read(path, limit: 1 << 16), as: UTF8.self)
        let root = bench.root
        try await ScriptedServer.run { request in
            // apt writes '~' as '%7e', and a web server turns it back.
            let file = web.appending(request.target.dropFirst().split(separator: "%7e").joined(separator: "~"))
            guard let bytes = try? FileSystem.read(file, limit: 1 << 20) else { return .answer(404) }
            return .file(bytes, for: request)
        } _: { server in
            let filled = text.split(separator: "@AIRGAP_BUNDLE@").joined(separator: root.string)
                .split(separator: "@AIRGAP_SERVER@").joined(separator: "127.0.0.1:\(server.port)")
            let judge = try AptJudge(.amd64)
            try judge.addSources(filled, named: "bundle.sources")
            try await judge.update()
            let files = try await judge.download(["app"])
            #expect(kind == "file" ? files == [] : files.count == 3)
        }
    }

    @Test func sameLockSameBytes() async throws {
        let bench = try await RepositoryBench.make(Self.packages, requests: ["app"], time: Self.time)
        let again = try TemporaryFolder()
        let entries = try await bench.write(to: again.path)
        #expect(entries == bench.entries)
        #expect(
            entries.map(\.path.description).contains("resources/nginx/debian/amd64/bookworm/pool/app_1.0-1_amd64.deb"))
        #expect(entries.allSatisfy { OSPackagesModule.owns($0.path) })
        let copy = try JSONCoding.decode(LockedTargets.self, from: JSONCoding.encode(bench.locked))
        #expect(copy == bench.locked)
        #expect(bench.summary == "3 packages, 1 repository")
    }

    @Test func aPackageThatIsAnother() async throws {
        let archive = try DebianArchive()
        let stanzas = try await archive.stanzas(of: [.init("app", "1.0-1")])
        let lying = stanzas.split(separator: "Version: 1.0-1").joined(separator: "Version: 2.0-1")
        await #expect {
            try await RepositoryBench.make(archive, lying, requests: ["app"], time: Self.time)
        } throws: {
            "\($0)" == "os-packages: app 2.0-1: Version in the .deb file is '1.0-1', expected '2.0-1'"
        }
    }

    @Test func sourcesThatAreNotTrusted() async throws {
        let archive = try DebianArchive()
        let stanzas = try await archive.stanzas(of: [.init("app", "1")])
        let cases: [(String, [String], String)] = [
            ("Thu, 01 Jan 2026 00:00:00 UTC", ["Valid-Until: Thu, 01 Jan 2026 00:00:01 UTC"], "expired at"),
            ("Thu, 01 Jan 2099 00:00:00 UTC", [], "in the future"),
            ("Thu, 01 Jan 2026 00:00:00 CET", [], "the field 'Date' cannot be used"),
        ]
        for (date, more, words) in cases {
            await #expect {
                try await RepositoryBench.make(
                    archive, stanzas, requests: ["app"], time: Self.time, date: date, more: more)
            } throws: {
                "\($0)".contains(words) && ($0 as? any ExplainedError)?.exitCode == .unavailable
            }
        }
        await #expect {
            try await RepositoryBench.make(archive, stanzas, requests: ["app"], time: Self.time, isOtherKey: true)
        } throws: {
            "\($0)".contains("which is not in the keyring") && ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
        await #expect {
            try await RepositoryBench.make(
                archive, stanzas, requests: ["app"], time: Self.time, suite: "bookworm", codename: "trixie",
                asked: "trixie")
        } throws: {
            "\($0)".contains("InRelease")
        }
    }

    @Test func staleMirrorOnlyWhenAskedFor() async throws {
        let bench = try await RepositoryBench.make(
            DebianArchive(), nil, requests: ["app"], time: Self.time,
            more: ["Valid-Until: Thu, 01 Jan 2026 00:00:01 UTC", "Acquire-By-Hash: yes"], checksDate: false)
        #expect(bench.warnings.count == 1)
        #expect(bench.warnings.first?.contains("expired at 2026-01-01T00:00:01Z") == true)
    }

    /// As pkgs.k8s.io is: no dists folder, no codename, a key in the project's folder.
    @Test(arguments: [true, false])
    func flatRepository(_ isNamed: Bool) async throws {
        let folder = try TemporaryFolder()
        let key = try await SigningKey.make()
        try folder.write(try await key.publicKey(armored: true), at: "keys/k8s.asc")
        let archive = try DebianArchive()
        let stanzas = try await archive.stanzas(of: [.init("kubelet", "1.31.9-1.1")])
        try await archive.publishFlat(stanzas: stanzas, signedBy: key)
        let place = isNamed ? "\n    distribution: k8s\n    codename: v1.31" : ""
        try await archive.serve { server in
            let yaml = """
                targets:
                  - id: k8s
                    family: deb\(place)
                    repositories:
                      - { url: '\(server.base)/', suites: [/], signed_by: keys/k8s.asc }
                    packages: [kubelet=1.31.*]

                """
            let bench = try ConfigurationBench(yaml, in: folder, keys: OSPackagesModule.configurationKeys)
            let project = try #require(bench.project)
            let module = try #require(OSPackagesModule(project: project))
            guard isNamed else {
                await #expect {
                    try await RepositoryBench.take(module, folder, Self.time)
                } throws: {
                    "\($0)".hasSuffix(
                        "Origin 'obs://build.example/stable' cannot name a folder: set 'distribution' on this target")
                }
                return
            }
            let result = try await RepositoryBench.take(module, folder, Self.time)
            #expect(try result.findings() == [])
            #expect(
                result.entries.map(\.path.description).contains(
                    "resources/nginx/k8s/amd64/v1.31/pool/kubelet_1.31.9-1.1_amd64.deb"))
        }
    }

    @Test func missingNamesAreOneError() async throws {
        await #expect {
            try await RepositoryBench.make(Self.packages, requests: ["ap", "dat", "app", "lib=9"], time: Self.time)
        } throws: {
            "\($0)" == """
                os-packages: d12: no repository of this target has 'ap' (near: 'app'); 'dat' (near: 'data')
                os-packages: d12: no version matches 'lib=9', there is 1.2~rc1
                """
                && ($0 as? any ExplainedError)?.exitCode == .badConfiguration
        }
    }
}
