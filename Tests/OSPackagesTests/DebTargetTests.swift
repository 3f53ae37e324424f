import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Several deb repositories of one target: suites, flat ones with Release.gpg, folders of this machine, bases; with apt as
/// the judge of what was written.
struct DebTargetTests {
    private static let time = Timestamp(seconds: 1_767_225_600)
    private static let flat = "isv:/kubernetes:/core:/stable:/v1.31/deb"

    /// A suite with `app` and an older `tool`, and a flat repository with a newer one.
    private struct Place: Sendable {
        let main: FilePath
        let flat: FilePath
        let folder: TemporaryFolder

        func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
            let path = String(request.target.dropFirst())
            let file =
                path.hasPrefix(DebTargetTests.flat + "/")
                ? flat.appending(String(path.dropFirst(DebTargetTests.flat.utf8.count + 1)))
                : main.appending(String(path.dropFirst("debian/".utf8.count)))
            guard let bytes = try? FileSystem.read(file, limit: 1 << 24) else { return .answer(404) }
            return .file(bytes, for: request)
        }
    }

    private func make() async throws -> Place {
        let folder = try TemporaryFolder()
        let (key, other) = (try await SigningKey.make(), try await SigningKey.make())
        try folder.write(try await key.publicKey(armored: true), at: "keys/main.asc")
        try folder.write(try await other.publicKey(), at: "keys/flat.gpg")
        let archive = try DebianArchive()
        let stanzas = try await archive.stanzas(of: [
            .init("app", "1", "Depends: tool, base-lib (>= 2)"), .init("tool", "1.30"), .init("base-lib", "2"),
            .init("essential", "1", "Essential: yes", "Priority: required"),
        ])
        try await archive.publish(suite: "bookworm", stanzas: stanzas, signedBy: key)
        let flat = try DebianArchive()
        let packages = try Gzip.compress(Array(try await flat.stanzas(of: [.init("tool", "1.31-1.1")]).utf8))
        try flat.write(packages, at: "Packages.gz")
        let release = Array(
            """
            Origin: obs://build.example/stable
            Date: Thu, 01 Jan 2026 00:00:00 UTC
            SHA256:
             \(Digest(of: packages).hex) \(packages.count) Packages.gz

            """.utf8)
        try flat.write(release, at: "Release")
        try flat.write(try await other.detached(release, armored: true), at: "Release.gpg")
        let local = try DebianArchive()
        _ = try await local.stanzas(of: [.init("mine", "3", "Depends: tool (>= 1.31)")])
        let deb = try FileSystem.read(local.root.appending("pool/mine_3_amd64.deb"), limit: 1 << 20)
        try folder.write(deb, at: "local/mine_3_amd64.deb")
        // The archives' folders live as long as this one.
        try FileSystem.rename(archive.root, to: folder.appending("main"))
        try FileSystem.rename(flat.root, to: folder.appending("flat"))
        return Place(main: folder.appending("main"), flat: folder.appending("flat"), folder: folder)
    }

    private func take(
        _ place: Place, packages: String, more: String = "", priority: Int = 500, isSigned: Bool = false
    ) async throws -> RepositoryBench {
        try await ScriptedServer.run({ place.answer($0) }) { server in
            let bench = try ConfigurationBench(
                """
                targets:
                  - id: d12
                    family: deb
                    repositories:
                      - { url: '\(server.base)/debian', suites: [bookworm], components: [main], signed_by: keys/main.asc }
                      - { url: '\(server.base)/\(Self.flat)/', suites: ['/'], signed_by: keys/flat.gpg, priority: \(priority) }
                      - path: local
                    packages: [\(packages)]
                \(more)

                """, in: place.folder, keys: OSPackagesModule.configurationKeys)
            let project = try #require(bench.project)
            let clock = Timestamp(seconds: Self.time.seconds + 86400)
            let module = OSPackagesModule(project: project, systemRoot: "/", clock: { clock })
            #expect(bench.faults == [])
            var key: FilePath?
            if isSigned {
                let path = place.folder.appending("site.key")
                _ = try await SiteKey.make(at: path, name: "Site key", scratch: place.folder.path)
                key = path
            }
            return try await RepositoryBench.take(try #require(module), place.folder, Self.time, signingKey: key)
        }
    }

    private func labels(_ bench: RepositoryBench) -> [String] { bench.locked.targets.flatMap(\.packages).map(\.label) }

    @Test func allKindsOfRepositoriesTogether() async throws {
        let place = try await make()
        let bench = try await take(place, packages: "app, mine", isSigned: true)
        #expect(labels(bench) == ["app 1", "base-lib 2", "mine 3", "tool 1.31-1.1"])
        let mine = try #require(bench.locked.targets.first?.packages.first { $0.name == "mine" })
        #expect(mine.origin == "local/mine_3_amd64.deb" && mine.url == nil && mine.trusted == true)
        let (findings, statements) = try bench.verified()
        #expect(findings == [])
        #expect(statements == ["d12: all 2 requested packages install from the bundle alone, on an empty system"])
        let judge = try AptJudge(.amd64)
        let sources = try FileSystem.read(
            bench.root.appending("resources/nginx/repos/d12-amd64-file.sources"), limit: 1 << 16)
        let text = String(decoding: sources, as: UTF8.self).replacing("@AIRGAP_BUNDLE@", with: bench.root.string)
        #expect(text.contains("Signed-By: /") && !text.contains("Trusted"))
        try judge.addSources(text, named: "bundle.sources")
        try await judge.update()
        #expect(try await judge.closure(of: ["app", "mine"]).count == 4)
        // A changed Release is refused by apt, and found.
        let folder = "resources/nginx/debian/amd64/bookworm/"
        #expect(
            try bench.findings { $0[folder + "InRelease"]?[80] ^= 1 }.contains {
                $0.contains("InRelease': signs another text than Release has")
            })
        let inRelease = bench.root.appending(folder + "InRelease")
        var bytes = try FileSystem.read(inRelease, limit: 1 << 20)
        bytes[80] ^= 1
        try FileSystem.removeFile(inRelease)
        try AtomicFile.write(bytes, to: inRelease)
        let second = try AptJudge(.amd64)
        try second.addSources(text, named: "bundle.sources")
        await #expect(throws: PeerError.self) { try await second.update() }
    }

    @Test func prioritiesDecideBeforeVersions() async throws {
        let place = try await make()
        let low = try await take(place, packages: "app", priority: 100)
        #expect(labels(low) == ["app 1", "base-lib 2", "tool 1.30"])
        try FileSystem.removeTree(place.folder.appending("bundle"))
        let pinned = try await take(place, packages: "app, 'tool=1.31*'", priority: 100)
        #expect(labels(pinned) == ["app 1", "base-lib 2", "tool 1.31-1.1"])
    }

    @Test func basesAreCarriedOrLeftOut() async throws {
        let place = try await make()
        let included = try await take(place, packages: "tool", more: "    base: include")
        #expect(labels(included) == ["essential 1", "tool 1.31-1.1"])
        #expect(try included.verified().statements.first?.contains("with the base set (1 packages)") == true)
        try FileSystem.removeTree(place.folder.appending("bundle"))
        try place.folder.write(
            "Package: base-lib\nStatus: install ok installed\nVersion: 2\nArchitecture: amd64\n\n"
                + "Package: tool\nStatus: deinstall ok config-files\nVersion: 9\nArchitecture: amd64\n", at: "status")
        let assumed = try await take(place, packages: "app", more: "    base: { assume: status }")
        #expect(labels(assumed) == ["app 1", "tool 1.31-1.1"])
        #expect(assumed.locked.targets.first?.base?.leftOut == ["base-lib"])
        let (findings, statements) = try assumed.verified()
        #expect(findings == [])
        #expect(statements.first?.contains("on machines that have the 1 packages listed") == true)
    }

    @Test func theChainIsTold() async throws {
        let place = try await make()
        let bench = try await take(place, packages: "mine")
        let target = try #require(bench.locked.targets.first)
        #expect(
            PackageExplanation(target: target).lines(for: "tool") == [
                "d12: tool 1.31-1.1 (amd64)", "  requested: mine", "  mine 3 needs tool (>= 1.31)",
            ])
        #expect(PackageExplanation(target: target).lines(for: "none") == [])
    }

    /// What is locked must be enough: a package that is missing makes the proof fail, and says who needs it.
    @Test func theProofNamesWhatIsMissing() async throws {
        let place = try await make()
        let bench = try await take(place, packages: "app")
        let folder = "resources/nginx/debian/amd64/bookworm/"
        let found = try bench.findings { members in
            let text = String(decoding: members[folder + "Packages"] ?? [], as: UTF8.self)
            let kept = text.split(separator: "\n\n").filter { !$0.contains("Package: base-lib\n") }
            members[folder + "Packages"] = Array((kept.joined(separator: "\n\n") + "\n\n").utf8)
        }
        #expect(
            found.contains {
                $0.hasSuffix(
                    "d12: nothing in the bundle provides base-lib (>= 2), needed by app 1, requested by app")
            }, "\(found)")
    }

    @Test(arguments: [
        ("Desired=Unknown\nii  a 1 amd64 x\nnonsense here and more words that fit nothing\n", "not a line of"),
        ("", "names no installed package"), ("rc  a 1 amd64 x\n", "names no installed package"),
        ("Package: a\nStatus install\n", "not a dpkg status file"),
    ])
    func badListings(_ text: String, _ words: String) {
        #expect {
            try SiteListing(Array(text.utf8), family: .deb)
        } throws: {
            "\($0)".contains(words)
        }
    }

    @Test(arguments: ["bash\n", "bash-5.1\n", "bash 5.1 x86_64\n", "-1-1.x86_64\n"])
    func badRPMListings(_ text: String) {
        #expect(throws: SiteListingError.self) { try SiteListing(Array(text.utf8), family: .rpm) }
    }
}
