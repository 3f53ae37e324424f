import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

struct ConfigurationTests {
    private static let repository = """
            repositories:
              - url: https://archive.example/debian
                suites: [bookworm]
                components: [main]
                signed_by: keys/debian.asc

        """

    private func read(_ yaml: String, packages: String? = nil) throws -> (OSPackagesConfiguration?, [String]) {
        let folder = try TemporaryFolder()
        if let packages { try folder.write(packages, at: "packages.yaml") }
        let bench = try ConfigurationBench(yaml, in: folder, keys: OSPackagesModule.configurationKeys)
        let project = try #require(bench.project)
        return (OSPackagesConfiguration(project: project), bench.faults)
    }

    @Test func groupsPinsAndDuplicates() throws {
        let packages =
            "common: [curl, rsync]\nk8s:\n  apt:\n    - containerd.io=1.4.6-1\n    - curl=1:7.88*\n  empty:\n"
        let (configuration, faults) = try read(
            "targets:\n  - id: d12\n    family: deb\n\(Self.repository)    groups: [common, k8s.apt]\n    packages: [rsync, lvm2]\n",
            packages: packages)
        #expect(faults == [])
        let target = try #require(configuration?.targets.first)
        #expect(target.requests.map(\.description) == ["rsync", "containerd.io=1.4.6-1", "curl=1:7.88*", "lvm2"])
        guard case .deb(let repositories) = target.repositories else {
            Issue.record("not a deb target")
            return
        }
        #expect(repositories.first?.keyring?.path.string.hasSuffix("/keys/debian.asc") == true)
    }

    @Test func allFaultsAtOnce() throws {
        let yaml = """
            targets:
              - id: D 12
                family: debb
                base: included
                repositories: []
                groups: [comon, k8s, k8s.x]
                packages: ["bad name", "a="]
              - id: r9
                family: rpm
                repositories: [{ url: x, suites: [x] }]
                packages: [a]
              - id: d13
                family: deb
                recommends: sometimes
                streams: ["nodejs:20"]
                repositories:
                  - url: ftp://x/
                    suites: [bookworm, "../x"]
                  - url: system
                    suites: ["/"]
                    components: [main]
                    check_date: maybe

            """
        let (configuration, faults) = try read(yaml, packages: "common: [a]\nk8s:\n  apt: [b]\n")
        #expect(configuration == nil)
        let expected = [
            "4: targets[0].id: 'D 12' may hold lower-case letters",
            "5: targets[0].family: unknown package family 'debb'",
            "6: targets[0].base: 'included' is none of 'none', 'include', '{ assume: FILE }'",
            "7: targets[0].repositories: at least one repository is needed",
            "8: targets[0].groups[0]: no group 'comon'; did you mean 'common'?",
            "8: targets[0].groups[1]: 'k8s' holds groups, name one of them: k8s.apt",
            "8: targets[0].groups[2]: no group 'k8s.x'",
            "9: targets[0].packages[0]: not a package: 'bad name'",
            "9: targets[0].packages[1]: not a version behind '=': 'a='",
            "12: targets[1].repositories[0].suites: unknown key",
            "12: targets[1].repositories[0]: 'id' is missing",
            "12: targets[1].repositories[0]: 'gpgkey' is missing: without a key nothing can be proved",
            "16: targets[2].recommends: expected true or false",
            "17: targets[2].streams: unknown key",
            "19: targets[2].repositories[0]: 'components' is missing",
            "19: targets[2].repositories[0].url: not an http or https URL",
            "20: targets[2].repositories[0].suites[1]: path with '.' or '..'",
            "21: targets[2].repositories[1]: a suite that ends in '/' has no components",
            "24: targets[2].repositories[1].check_date: expected true or false",
            "targets[2]: 'groups' or 'packages' is needed",
        ]
        for text in expected where !faults.contains(where: { $0.contains(text) }) {
            Issue.record("no fault '\(text)' in:\n\(faults.joined(separator: "\n"))")
        }
    }

    @Test func theSeedsPackagesLoadUnchanged() throws {
        let yaml =
            "targets:\n  - id: u20\n    family: deb\n\(Self.repository)    groups: [common, apt, ubuntu, kubespray.common, kubespray.apt, tools]\n"
        let (configuration, faults) = try read(yaml, packages: SeedPackages.text)
        #expect(faults == [])
        let requests = try #require(configuration?.targets.first?.requests.map(\.description))
        #expect(requests.contains("containerd.io=1.4.6-1"))
        #expect(requests.contains("socat") && requests.contains("python3-apt") && requests.contains("tmux"))
        #expect(Set(requests).count == requests.count)
    }

    @Test func noTargetsNoModule() throws {
        let (configuration, faults) = try read("")
        #expect(configuration == nil)
        #expect(faults == [])
    }

    @Test func theDigestIsOfTheRequest() throws {
        let one = try read("targets:\n  - id: a\n    family: deb\n\(Self.repository)    packages: [x, y]\n").0
        let same = try read("targets:\n  - id: a\n    family: deb\n\(Self.repository)    packages: [y, x]\n").0
        let other = try read("targets:\n  - id: a\n    family: deb\n\(Self.repository)    packages: [y]\n").0
        #expect(one?.requestDigest == same?.requestDigest)
        #expect(one?.requestDigest != other?.requestDigest)
    }
}
