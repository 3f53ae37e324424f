import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Home-made rpms with every kind of relation, for two architectures, with dnf as the judge of each closure.
struct RPMHomeMadeClosureTests {
    private static func packages(_ architecture: String) -> [RPMDescription] {
        [
            // Rich dependencies.
            .init("rich-or", architecture: architecture, requires: ["(alpha or beta)"]),
            .init("rich-and", architecture: architecture, requires: ["(alpha and beta)"]),
            .init("rich-if", architecture: architecture, requires: ["(beta if alpha)"]),
            .init("rich-if-else", architecture: architecture, requires: ["(beta if gone else gamma)"]),
            .init("rich-with", architecture: architecture, requires: ["(cap-a with cap-b)"]),
            .init("rich-without", architecture: architecture, requires: ["(cap-a without cap-b)"]),
            .init("rich-unless", architecture: architecture, conflicts: ["(beta unless alpha)"]),
            .init("rich-nested", architecture: architecture, requires: ["((alpha >= 2 and gamma) or delta)"]),
            .init("alpha", "1.0", architecture: architecture), .init("alpha", "2.0", architecture: architecture),
            .init("beta", architecture: architecture, provides: ["cap-a", "cap-b"]),
            .init("gamma", architecture: "noarch", provides: ["cap-a"]), .init("delta", architecture: architecture),
            // Files: one that primary.xml lists, one that only filelists has.
            .init("file-bin", architecture: architecture, requires: ["/usr/bin/owned"]),
            .init("file-deep", architecture: architecture, requires: ["/opt/deep/owned"]),
            .init("file-gone", architecture: architecture, requires: ["/opt/nobody/has/this"]),
            .init("owner", architecture: architecture, files: ["/usr/bin/owned", "/opt/deep/owned"]),
            // Epochs and versions.
            .init("epoch", "1.0", epoch: 2, architecture: architecture),
            .init("epoch", "9.0", architecture: architecture),
            .init("epoch-user", architecture: architecture, requires: ["epoch >= 2:0"]),
            .init("tilde", "2.0~rc1", architecture: architecture), .init("tilde", "1.9", architecture: architecture),
            .init("tilde-user", architecture: architecture, requires: ["tilde < 2.0"]),
            .init("caret", "1.0^git1", architecture: architecture),
            .init("caret-user", architecture: architecture, requires: ["caret > 1.0"]),
            .init("exact", architecture: architecture, requires: ["alpha = 1.0-1"]),
            .init("newest-broken", "1.0", architecture: architecture),
            .init("newest-broken", "2.0", architecture: architecture, requires: ["gone"]),
            // Obsoletes and conflicts.
            .init("old-name", architecture: architecture),
            .init(
                "new-name", "2.0", architecture: architecture, provides: ["old-name = 2.0"],
                obsoletes: ["old-name < 2.0"]),
            .init("wants-old", architecture: architecture, requires: ["old-name"]),
            .init("fighter", architecture: architecture, conflicts: ["alpha < 2.0"]),
            .init("hater", architecture: architecture, conflicts: ["alpha"]),
            .init("unsolvable", architecture: architecture, requires: ["gone-too >= 3"]),
            .init("unsolvable-deep", architecture: architecture, requires: ["unsolvable"]),
            // Weak dependencies.
            .init("recommender", architecture: architecture, recommends: ["gamma", "gone"]),
            .init("cycle-a", architecture: architecture, requires: ["cycle-b"]),
            .init("cycle-b", architecture: architecture, requires: ["cycle-a"]),
        ]
    }

    private static let more = [
        ["rich-or", "beta"], ["rich-if", "alpha"], ["rich-unless", "beta"], ["rich-unless", "alpha", "beta"],
        ["fighter", "exact"], ["fighter", "alpha"], ["hater", "rich-and"], ["hater", "rich-or"], ["alpha", "exact"],
        ["wants-old", "old-name"], ["new-name", "old-name"], ["file-bin", "file-deep"], ["epoch-user", "tilde-user"],
    ]

    @Test(arguments: Architecture.allCases, ["strong", "weak"])
    func everyRelation(_ architecture: Architecture, _ weak: String) async throws {
        let builder = try RPMBuilder()
        let packages = Self.packages(architecture.rpm)
        try await builder.build(packages)
        try await PeerProgram.run(
            "createrepo_c", ["--quiet", "--no-database", "--general-compress-type=gz", builder.output.string])
        let sets = Set(packages.map(\.name)).sorted().map { [$0] } + Self.more
        let index = try Self.index(builder.output, architecture)
        let output = try await PeerProgram.run(
            RPMFixtures.file("dnf-closure").string, [architecture.rpm, "-", weak, builder.output.string],
            input: Array((sets.map { $0.joined(separator: " ") }.joined(separator: "\n") + "\n").utf8))
        let expected = output.split(separator: "\n")
        #expect(expected.count == sets.count)
        for (set, line) in zip(sets, expected) {
            let ours = try Self.closure(set, index, builder.output, recommended: weak == "weak")
            #expect(
                ours == (line.hasPrefix("error: ") ? nil : line.split(separator: " ").map(String.init)),
                "\(set): dnf says \(line)")
        }
        #expect(expected.count { $0.hasPrefix("error: ") } >= 5)
    }

    private static func metadata(_ repository: FilePath, _ type: String) throws -> FilePath {
        let repodata = repository.appending("repodata")
        let name = try #require(try FileSystem.names(in: repodata).first { $0.contains("-\(type).xml") })
        return repodata.appending(name)
    }

    private static func index(_ repository: FilePath, _ architecture: Architecture) throws -> RPMIndex {
        var index = RPMIndex(architecture: architecture)
        try index.read(
            PrimarySource(path: try metadata(repository, "primary"), documentBytes: nil, name: "home", priority: 99))
        return index
    }

    private static func closure(_ names: [String], _ index: RPMIndex, _ repository: FilePath, recommended: Bool) throws
        -> [String]?
    {
        let selector = RPMRequestSelector(pool: index.pool) { _ in nil }
        let selected = try selector.select(try names.map { try PackageRequest($0, .rpm) })
        let open = index.openPaths(selected)
        if !open.isEmpty {
            try index.addPaths(open, from: try metadata(repository, "filelists"), documentBytes: nil, of: 0)
        }
        guard
            case .solved(let packages) = index.pool.solve(
                selected.map { .installOne(of: $0.packages) }, takesRecommended: recommended)
        else { return nil }
        return packages.map(index.nevra).sorted()
    }

    /// What is kept parsed gives the same answers; a damaged file is not used.
    @Test func theKeptFormIsTheSame() throws {
        let folder = try TemporaryFolder()
        let primary = RPMFixtures.file("whole-baseos/repodata/primary.xml.xz")
        let cached = SolvFile(
            cache: folder.path, slot: "test", primary: Digest(of: [1]), architecture: .amd64)
        func answer(_ file: SolvFile?) throws -> ([String], [String?]) {
            var index = RPMIndex(architecture: .amd64)
            try index.read(
                PrimarySource(path: primary, documentBytes: nil, name: "baseos", priority: 99, cached: file))
            let requests = try RPMRequestSelector(pool: index.pool) { _ in nil }.select(
                ["bash", "openssh-server", "lvm2"].map { try PackageRequest($0, .rpm) })
            let found = try RPMResolver(pool: index.pool, takesRecommended: true).resolve(requests)
            return (
                found.packages.map(index.nevra).sorted(),
                found.packages.map { index.packages.source(of: $0).map { "\($0)" } }.sorted { ($0 ?? "") < ($1 ?? "") }
            )
        }
        let fresh = try answer(nil)
        #expect(fresh.0.count > 50)
        #expect(try answer(cached) == fresh)
        #expect(try FileSystem.status(cached.path) != nil)
        #expect(try answer(cached) == fresh)
        var bytes = try FileSystem.read(cached.path, limit: 1 << 26)
        bytes[bytes.count / 2] ^= 1
        try AtomicFile.write(bytes, to: cached.path)
        #expect(try answer(cached) == fresh)
    }
}
