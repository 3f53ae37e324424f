import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// The project at the top of the repository.
struct DefaultProjectTests {
    private static let top = FilePath(#filePath).removingLastComponent().appending("../..").lexicallyNormalized()

    private static func configuration(_ architecture: Architecture, _ overrides: [String: String] = [:]) throws
        -> OSPackagesConfiguration
    {
        let collector = FaultCollector()
        let keys = OSPackagesModule.configurationKeys + ["files", "images", "compose", "tools", "kubespray", "mirrors"]
        let project = try #require(
            ProjectLoader(moduleKeys: keys, overrides: overrides).load(top, for: architecture, into: collector))
        let configuration = OSPackagesConfiguration(project: project)
        #expect(collector.faults.map(\.message) == [])
        return try #require(configuration)
    }

    @Test(arguments: Architecture.allCases)
    func allTargetsAreThere(_ architecture: Architecture) throws {
        let targets = try Self.configuration(architecture).targets
        #expect(
            targets.map(\.id) == [
                "debian12", "debian13", "ubuntu22.04", "ubuntu24.04", "rocky9", "alma9", "fedora", "openeuler",
                "centos7",
            ])
        for target in targets {
            #expect(target.requests.count > 15, "\(target.id)")
            if case .rpm = target.repositories { _ = try RPMPlace(target) }
        }
    }

    /// The whole of what debian12 takes, as apt closes it.
    @Test(arguments: Architecture.allCases)
    func theClosureOfDebian12IsApts(_ architecture: Architecture) async throws {
        let folder = try TemporaryFolder()
        let target = try #require(try Self.configuration(architecture).targets.first)
        let debian = try await DebianIndex.read(architecture, folder)
        let judge = try AptJudge(architecture)
        try judge.addMachineSources()
        try await judge.update()
        let names = target.requests.map(\.description)
        let found = debian.packages(try debian.closure(of: names))
        let expected = try await judge.closure(of: names)
        #expect(expected.count > 240)
        #expect(found.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(found).sorted() == [])
    }
}
