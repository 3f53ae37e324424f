import AirgapCore
import SystemPackage
import Testing

@testable import airgap

/// The project at the top of the repository.
struct DefaultProjectTests {
    private static var folder: FilePath {
        FilePath(#filePath).removingLastComponent().pushing("../..").lexicallyNormalized()
    }

    @Test(arguments: [Architecture.amd64, .arm64])
    func `every module can be read, and the images are kubeadm's`(_ architecture: Architecture) throws {
        let project = try Project(Self.folder, for: architecture, types: moduleTypes)
        #expect(project.modules.count >= 4)
        #expect(project.kubeVersion == "v1.34.3")
        #expect(KubeadmCheck.problems(of: project) == [])
        let other = try Project(
            Self.folder, for: architecture, types: moduleTypes, overrides: ["kube_version": "v1.33.1"])
        #expect(KubeadmCheck.problems(of: other).map(\.kind) == ["kubeadm", "kubeadm", "kubeadm"])
    }

    @Test func `the lists are of both architectures`() throws {
        let collector = FaultCollector()
        let listings = Architecture.allCases.compactMap { architecture in
            ProjectLoader(moduleKeys: moduleTypes.flatMap { $0.configurationKeys })
                .load(Self.folder, for: architecture, into: collector).map(SourceListing.init)
        }
        #expect(collector.faults == [])
        #expect(listings.map { $0.files?.count } == [12, 12])
        #expect(listings.map { $0.images?.count } == [18, 18])
        let kubelet = "https://dl.k8s.io/release/v1.34.3/bin/linux/arm64/kubelet"
        #expect(listings.last?.files?.contains(kubelet) ?? false)
        #expect(listings.last?.text.contains("# arm64: 12 files\n") ?? false)
    }
}
