import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Home-made rpms from a served repository through resolve, fetch, write and verify, to a real installation by dnf.
struct RPMTargetTests {
    private static let folder = "resources/nginx/rocky/9/os/x86_64/"
    private static let packages: [RPMDescription] = [
        .init("app", "2.0", requires: ["lib >= 1", "/opt/tool/run"], files: ["/usr/bin/app"]),
        .init("app", "3.0", requires: ["gone"], files: ["/usr/bin/app"]),
        .init("lib", "1.5", release: "3", epoch: 1, architecture: "noarch", files: ["/usr/share/lib/data"]),
        .init("tool", files: ["/opt/tool/run"]),
        .init("other", conflicts: ["tool"], files: ["/usr/bin/other"]),
    ]

    private static func siteKey(_ folder: TemporaryFolder) async throws -> FilePath {
        let key = folder.appending("site.key")
        _ = try await SiteKey.make(at: key, name: "Site <site@example.org>", scratch: folder.path)
        return key
    }

    @Test func dnfInstallsWithBothSignatures() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages)
        try await archive.publish(folder)
        let bench = try await archive.take(
            packages: ["app"], in: folder, signingKey: try await Self.siteKey(folder))
        let packages = bench.locked.targets.flatMap(\.packages).map(\.label)
        #expect(packages == ["app 2.0-1", "lib 1:1.5-3", "tool 1.0-1"])
        #expect(
            bench.warnings == [
                "rocky9: newest app 3.0-1 not installable because nothing provides gone, needed by app 3.0-1, "
                    + "requested by app; using 2.0-1"
            ])
        let (findings, statements) = try bench.verified()
        #expect(findings == [])
        #expect(statements == ["rocky9: the requested package installs from the bundle alone, on an empty system"])
        let client = bench.root.appending("resources/nginx/repos/rocky9-x86_64-file.repo")
        let text = String(decoding: try FileSystem.read(client, limit: 1 << 16), as: UTF8.self)
        #expect(text.contains("gpgcheck=1\nrepo_gpgcheck=1\n"))
        let site = try RPMSite()
        try site.use(client, bundle: bench.root)
        try await site.install(["app"])
        #expect(try site.has("/usr/bin/app") && site.has("/opt/tool/run") && site.has("/usr/share/lib/data"))
    }

    /// Whatever is changed after the bundle was made, dnf refuses it and verify finds it.
    @Test(arguments: ["Packages/tool-1.0-1.x86_64.rpm", "repodata/repomd.xml"])
    func tamperingIsRefusedAtTheSite(_ name: String) async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages)
        try await archive.publish(folder)
        let bench = try await archive.take(
            packages: ["app"], in: folder, signingKey: try await Self.siteKey(folder))
        #expect(try !bench.findings { $0[Self.folder + name]?[600] ^= 1 }.isEmpty)
        let path = bench.root.appending(Self.folder + name)
        var bytes = try FileSystem.read(path, limit: 1 << 24)
        bytes[600] ^= 1
        try FileSystem.removeFile(path)
        try AtomicFile.write(bytes, to: path)
        let site = try RPMSite()
        try site.use(bench.root.appending("resources/nginx/repos/rocky9-x86_64-file.repo"), bundle: bench.root)
        await #expect {
            try await site.install(["app"])
        } throws: { error in
            ["GPG", "hecksum", "igest", "ignature", "repomd"].contains { "\(error)".contains($0) }
        }
        #expect(try !site.has("/usr/bin/app"))
    }

    @Test func aForgedPackageIsRefusedAtTheBuild() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages)
        // The metadata is made after the change: only the signature inside the rpm can tell.
        let path = archive.builder.output.appending("tool-1.0-1.x86_64.rpm")
        var bytes = try FileSystem.read(path, limit: 1 << 24)
        bytes[bytes.count - 20] ^= 1
        try AtomicFile.write(bytes, to: path)
        try await archive.publish(folder)
        await #expect {
            try await archive.take(packages: ["app"], in: folder)
        } throws: {
            "\($0)".hasPrefix("os-packages: tool 1.0-1: ") && ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }

    @Test func unsignedPackagesNeedTrust() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages, isSigned: false)
        try await archive.publish(folder)
        await #expect {
            try await archive.take(packages: ["tool"], in: folder)
        } throws: {
            "\($0)".contains("os-packages: tool 1.0-1: ") && "\($0)".contains("sign")
        }
    }

    @Test func aLocalFolderNeedsNoServer() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(
            Self.packages + [.init("mine", requires: ["tool"], files: ["/usr/bin/mine"])])
        try await archive.publish(folder)
        try FileSystem.makeFolder(folder.appending("local"))
        let name = "mine-1.0-1.x86_64.rpm"
        try folder.write(
            try FileSystem.read(archive.builder.output.appending(name), limit: 1 << 24), at: "local/\(name)")
        let bench = try await archive.take(
            packages: ["mine"], repository: "gpgkey: keys/vendor.asc\n      - path: local", in: folder)
        let mine = try #require(bench.locked.targets.first?.packages.first { $0.name == "mine" })
        // Both have it; the repository comes first.
        #expect(mine.url != nil || mine.origin == "local/\(name)")
        #expect(try bench.findings() == [])
        let site = try RPMSite()
        try site.use(bench.root.appending("resources/nginx/repos/rocky9-x86_64-file.repo"), bundle: bench.root)
        try await site.install(["mine"])
        #expect(try site.has("/usr/bin/mine") && site.has("/opt/tool/run"))
    }

    @Test func groupsBasesAndListings() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages)
        let comps = """
            <?xml version="1.0" encoding="UTF-8"?>
            <comps><group><id>core</id><name>Core</name><packagelist>
            <packagereq type="mandatory">lib</packagereq><packagereq type="optional">other</packagereq>
            </packagelist></group></comps>
            """
        try await archive.publish(comps: comps, folder)
        let included = try await archive.take(packages: ["tool"], more: "    base: include", in: folder)
        #expect(included.locked.targets.flatMap(\.packages).map(\.name) == ["lib", "tool"])
        try FileSystem.removeTree(folder.appending("bundle"))
        // What a group stands for is proved too, though the bundle does not say what that is.
        let grouped = try await archive.take(packages: ["@core"], in: folder)
        #expect(grouped.locked.targets.flatMap(\.packages).map(\.name) == ["lib"])
        #expect(try grouped.verified().findings == [])
        let without = try grouped.findings { members in
            let primary = try #require(members.keys.first { $0.hasSuffix("-primary.xml.gz") })
            members[primary] = Array("<metadata></metadata>".utf8)
        }
        #expect(
            without.contains { $0.contains("rocky9: nothing in the bundle is called lib, requested") }, "\(without)")
        try FileSystem.removeTree(folder.appending("bundle"))
        try folder.write("lib-1.5-3.noarch\ntool-0.9-1.x86_64\ngpg-pubkey-1-2\n", at: "site.txt")
        let assumed = try await archive.take(
            packages: ["app"], more: "    base: { assume: site.txt }", in: folder)
        // tool 0.9 does not have the file as far as anybody knows.
        #expect(assumed.locked.targets.flatMap(\.packages).map(\.name) == ["app", "tool"])
        #expect(assumed.locked.targets.first?.base?.leftOut == ["lib"])
        #expect(try assumed.findings() == [])
    }

    @Test func everyFaultAtOnce() async throws {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(Self.packages)
        try await archive.publish(folder)
        await #expect {
            try await archive.take(packages: ["ap", "nothing-like-it", "lib=9*"], in: folder)
        } throws: { error in
            "\(error)".contains("no repository of this target has 'ap' (near: 'app'); 'nothing-like-it'")
                && "\(error)".contains("no version matches 'lib=9*', there is 1:1.5-3")
        }
        await #expect {
            try await archive.take(packages: ["app=3.0"], in: folder)
        } throws: {
            "\($0)".contains("nothing provides gone, needed by app 3.0-1, requested by app=3.0")
        }
    }
}
