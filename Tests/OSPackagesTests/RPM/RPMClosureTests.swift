import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Real CentOS Stream 9 metadata, with dnf as the judge of each closure.
struct RPMClosureTests {
    private static let repositories = ["whole-baseos", "whole-appstream"].map(RPMFixtures.file)

    private static func index() throws -> RPMIndex {
        var index = RPMIndex(architecture: .amd64)
        for repository in repositories {
            try index.read(
                PrimarySource(
                    path: repository.appending("repodata/primary.xml.xz"), documentBytes: nil, name: "\(repository)",
                    priority: 99))
        }
        let modules = try ModulesFile(at: repositories[1].appending("repodata/modules.yaml.xz"))
        index.apply(try ModuleFilter(modules, enabled: [], platform: "el9"))
        return index
    }

    /// Our answer in dnf's words; nil when it is refused.
    private static func closure(_ names: [String], _ index: RPMIndex, recommended: Bool) throws -> [String]? {
        let requests = try names.map { try PackageRequest($0, .rpm) }
        let selector = RPMRequestSelector(pool: index.pool) { _ in nil }
        guard let selected = try? selector.select(requests) else { return nil }
        let open = index.openPaths(selected)
        if !open.isEmpty {
            for (number, repository) in repositories.enumerated() {
                try index.addPaths(
                    open, from: repository.appending("repodata/filelists.xml.xz"), documentBytes: nil, of: number)
            }
        }
        guard
            case .solved(let packages) = index.pool.solve(
                selected.map { .installOne(of: $0.packages) }, takesRecommended: recommended)
        else { return nil }
        return packages.map {
            "\(index.pool.name(of: $0))-\(index.pool.version(of: $0)).\(index.pool.architecture(of: $0))"
        }.sorted()
    }

    @Test(arguments: ["strong", "weak"])
    func randomSetsEqualDnf(_ weak: String) async throws {
        let index = try Self.index()
        let names = Set(
            index.repositories.flatMap(index.pool.packages).filter { !index.pool.isHidden($0) }.map(index.pool.name)
        ).sorted()
        var random = SeededRandom(seed: 9)
        var sets = (0..<60).map { number in (0...(number % 3)).map { _ in names[random.below(names.count)] } }
        sets.append(["bash", "openssh-server", "chrony", "nodejs", "podman", "lvm2", "nfs-utils", "rsync", "socat"])
        let output = try await PeerProgram.run(
            RPMFixtures.file("dnf-closure").string, ["x86_64", "el9", weak] + Self.repositories.map(\.string),
            input: Array((sets.map { $0.joined(separator: " ") }.joined(separator: "\n") + "\n").utf8))
        let expected = output.split(separator: "\n")
        #expect(expected.count == sets.count)
        var solvable = 0
        for (set, line) in zip(sets, expected) {
            let ours = try Self.closure(set, index, recommended: weak == "weak")
            if line.hasPrefix("error: ") {
                #expect(ours == nil, "\(set): dnf says \(line)")
            } else {
                solvable += 1
                let theirs = line.split(separator: " ").map(String.init)
                #expect(ours == theirs, "\(set)")
            }
        }
        #expect(solvable >= 40, "\(solvable) sets have a solution")
    }
}
