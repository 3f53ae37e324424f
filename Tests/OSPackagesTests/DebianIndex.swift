import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// The real index of bookworm as this machine's apt has it, read once.
struct DebianIndex {
    let index: PackageIndex

    static func read(_ architecture: Architecture, _ folder: TemporaryFolder) async throws -> DebianIndex {
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
                packages: [apt]

            """, in: folder, keys: OSPackagesModule.configurationKeys, architecture: architecture)
        let project = try #require(bench.project)
        let configuration = try #require(OSPackagesConfiguration(project: project))
        let target = try #require(configuration.targets.first)
        guard case .deb(let repositories) = target.repositories else { throw PeerError("configuration", "not deb") }
        let (resolver, suites) = try await FetchBench.run(cache: folder.appending("cache"), { $0.stallSeconds = 30 }) {
            bench in
            let resolver = DebTargetResolver(
                target: target, repositories: repositories,
                context: ResolveContext(
                    architecture: architecture, sources: bench.fetcher, store: bench.store, progress: bench.progress),
                systemRoot: "/", now: .now())
            return (resolver, try await resolver.readSuites())
        }
        return DebianIndex(index: try resolver.index(suites))
    }

    /// What a request closes to, as apt names it.
    func closure(of names: [String], options: ResolverOptions = .init()) throws -> Resolution {
        try DebResolver.resolve(try names.map { try PackageRequest($0) }, in: index, options: options)
    }

    func packages(_ resolution: Resolution) -> Set<AptJudge.Package> {
        Set(
            resolution.packages.map {
                AptJudge.Package(
                    name: index.name(of: $0), version: index.text(.version, of: $0),
                    architecture: index.architecture(of: $0))
            })
    }

    /// A Packages file of some packages, with what apt needs to simulate.
    func packagesFile(_ packages: [PackageIndex.ID]) throws -> String {
        try packages.map { package in
            let fields: [(String, PackageField)] = [
                ("Version", .version), ("Depends", .depends), ("Pre-Depends", .preDepends), ("Conflicts", .conflicts),
                ("Breaks", .breaks), ("Provides", .provides), ("Recommends", .recommends), ("Filename", .filename),
            ]
            let lines = fields.map { ($0, index.text($1, of: package)) }.filter { !$1.isEmpty }.map { "\($0): \($1)\n" }
            let multiArch = index.traits(of: package).contains(.anyArchitecture) ? "Multi-Arch: allowed\n" : ""
            return """
                Package: \(index.name(of: package))
                Architecture: \(index.architecture(of: package))
                \(lines.joined())\(multiArch)Size: \(index.size(of: package))
                SHA256: \(try index.digest(of: package).hex)

                """ + "\n"
        }.joined()
    }
}
