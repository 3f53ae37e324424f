import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Random requests against the whole of bookworm: apt computes the same sets, or installs ours.
struct RandomClosureTests {
    private static let triples = 40

    @Test func randomTriplesInstall() async throws {
        let folder = try TemporaryFolder()
        let debian = try await DebianIndex.read(.amd64, folder)
        let judge = try AptJudge(.amd64)
        try judge.addMachineSources()
        try await judge.update()
        let names = debian.index.realNames.sorted()
        var random = SeededRandom(seed: 3)
        var exact = 0
        for number in 0..<Self.triples {
            let requests = (0..<3).map { _ in names[random.below(names.count)] }
            let resolution = try? debian.closure(of: requests)
            guard let expected = try? await judge.closure(of: requests) else {
                // apt refuses it as a whole; what we carry must serve each request alone, or be refused too.
                if let resolution { try await self.expectEachInstalls(requests, debian, resolution, folder, number) }
                exact += resolution == nil ? 1 : 0
                continue
            }
            let found = try #require(resolution, "apt resolves \(requests)")
            if debian.packages(found) == expected { exact += 1 }
            let produced = try await self.judge(of: debian, found, folder, number)
            #expect(try await produced.canInstall(requests), "\(requests)")
        }
        #expect(exact * 100 >= Self.triples * 85, "\(exact) of \(Self.triples) sets are apt's own")
    }

    @Test(arguments: Architecture.allCases)
    func recommendedPackagesAreAptsToo(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let debian = try await DebianIndex.read(architecture, folder)
        let judge = try AptJudge(architecture)
        try judge.addMachineSources()
        try await judge.update()
        let expected = try await judge.closure(of: DebianClosureTests.names, recommends: true)
        let found = debian.packages(
            try debian.closure(of: DebianClosureTests.names, options: .init(takesRecommended: true)))
        #expect(expected.count > 200)
        #expect(found.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(found).sorted() == [])
    }

    private func expectEachInstalls(
        _ requests: [String], _ debian: DebianIndex, _ resolution: Resolution, _ folder: TemporaryFolder, _ number: Int
    ) async throws {
        let produced = try await judge(of: debian, resolution, folder, number)
        for request in requests { #expect(try await produced.canInstall([request]), "\(request) of \(requests)") }
    }

    /// apt with nothing but a produced index.
    private func judge(of debian: DebianIndex, _ resolution: Resolution, _ folder: TemporaryFolder, _ number: Int)
        async throws -> AptJudge
    {
        try folder.write(try debian.packagesFile(resolution.packages), at: "produced-\(number)/Packages")
        let judge = try AptJudge(.amd64)
        try judge.addSources(
            "deb [trusted=yes] file:\(folder.appending("produced-\(number)")) ./\n", named: "produced.list")
        try await judge.update()
        return judge
    }
}
