import AirgapCore
import OSPackages
import SystemPackage
import TestSupport
import Testing

/// The real Debian as this machine's own apt has it, with apt as the judge of the closure.
struct DebianClosureTests {
    static let names = [
        "containerd", "ipvsadm", "ipset", "conntrack", "socat", "nfs-common", "ceph-common", "lvm2", "chrony", "htop",
        "tcpdump", "curl", "rsync",
    ]

    @Test(arguments: Architecture.allCases)
    func closureEqualsApt(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let module = try Self.module(Self.names, in: folder, architecture)
        let locked = try await FetchBench.run(cache: folder.appending("cache"), { $0.stallSeconds = 30 }) { bench in
            try await module.resolve(
                in: ResolveContext(
                    architecture: architecture, sources: bench.fetcher, store: bench.store, progress: bench.progress))
        }
        let judge = try AptJudge(architecture)
        try judge.addMachineSources()
        try await judge.update()
        let expected = try await judge.closure(of: Self.names)
        let found = Set(
            locked.targets.flatMap(\.packages).map {
                AptJudge.Package(name: $0.name, version: $0.version, architecture: $0.architecture)
            })
        #expect(expected.count > 150)
        #expect(found.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(found).sorted() == [])
    }

    /// A small closure, really fetched: apt finds in the written repository what it finds at the mirror.
    @Test(arguments: Architecture.allCases)
    func writtenRepositoryGivesTheSameClosure(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let names = ["conntrack", "chrony"]
        let module = try Self.module(names, in: folder, architecture)
        let bench = try await RepositoryBench.take(
            module, folder, Timestamp(seconds: 1_767_225_600), architecture)
        #expect(try bench.findings(architecture: architecture) == [])
        let mirror = try AptJudge(architecture)
        try mirror.addMachineSources()
        try await mirror.update()
        let written = try AptJudge(architecture)
        let path = "resources/nginx/debian/\(architecture.debian)/bookworm"
        try written.addSources("deb [trusted=yes] file:\(bench.root.appending(path)) ./\n", named: "bundle.list")
        try await written.update()
        let expected = try await mirror.closure(of: names)
        #expect(expected.count > 5)
        #expect(try await written.closure(of: names) == expected)
        #expect(Set(bench.locked.targets.flatMap(\.packages).map(\.name)) == Set(expected.map(\.name)))
    }

    private static func module(_ names: [String], in folder: TemporaryFolder, _ architecture: Architecture) throws
        -> OSPackagesModule
    {
        let bench = try ConfigurationBench(
            """
            targets:
              - id: debian12
                family: deb
                repositories:
                  - url: system
                    suites: [bookworm, bookworm-updates, bookworm-security]
                    components: [main]
                    signed_by: /usr/share/keyrings/debian-archive-keyring.gpg
                packages: [\(names.joined(separator: ", "))]

            """, in: folder, keys: OSPackagesModule.configurationKeys, architecture: architecture)
        let project = try #require(bench.project)
        let module = OSPackagesModule(project: project)
        #expect(bench.faults == [])
        return try #require(module)
    }
}
