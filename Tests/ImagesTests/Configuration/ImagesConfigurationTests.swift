import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

struct ImagesConfigurationTests {
    static let hex = String(repeating: "c", count: 64)
    static let origin = """
        - { src: docker.io/library/nginx, dest: library/nginx }
        - { src: quay.io/calico/node, dest: library/calico-node }
        - { src: 'quay.io/special/nginx:9', dest: 'library/nginx:9.0' }
        """

    @Test func `lists, list files and mappings come together`() throws {
        let images = try #require(
            try configuration(
                """
                images:
                  list: ['library/nginx:{{ v }}', 'library/calico-node@sha256:\(Self.hex)', 'library/nginx:9.0']
                  lists: [more.list]
                """,
                ["more.list": "# comment\r\n\nlibrary/nginx:1.25   # again\n\tlibrary/calico-node:v{{ v }}\r\n"])
        ).images
        #expect(
            images.map(\.destination) == [
                "library/calico-node:digest-sha256-\(Self.hex)", "library/calico-node:v1.25", "library/nginx:1.25",
                "library/nginx:9.0",
            ])
        #expect(
            images.map(\.source.description) == [
                "quay.io/calico/node@sha256:\(Self.hex)", "quay.io/calico/node:v1.25", "docker.io/library/nginx:1.25",
                "quay.io/special/nginx:9",
            ])
    }

    /// The mapping as users have it today.
    @Test func `a mapping of the field loads unchanged`() throws {
        let fixture = FilePath(#filePath).removingLastComponent().appending("../../Fixtures/images_origin.yaml")
        let text = String(decoding: try FileSystem.read(fixture, limit: 1 << 20), as: UTF8.self)
        let names = ["library/kube-proxy:v1.21.3", "library/coredns:v1.8.0", "library/flannel:v0.14.0-amd64"]
        let images = try #require(
            try configuration("images: { list: [\(names.joined(separator: ", "))] }", [:], origin: text))
        #expect(
            images.images.map(\.source.description) == [
                "k8s.gcr.io/coredns/coredns:v1.8.0", "quay.io/coreos/flannel:v0.14.0-amd64",
                "k8s.gcr.io/kube-proxy:v1.21.3",
            ])
    }

    /// The five ways in which images are named by architecture (kubespray's variables give such lists).
    @Test(arguments: [(Architecture.amd64, ""), (.arm64, "-arm64")])
    func `every style of naming architectures works`(_ architecture: Architecture, _ suffix: String) throws {
        let text = """
            images:
              list:
                - 'library/kube-apiserver:v1.21.3'
                - 'library/cluster-proportional-autoscaler-{{ image_arch }}:1.8.3'
                - 'library/flannel:v0.14.0-{{ image_arch }}'
                - 'library/calico-node:v3.18.4{{ arch }}'
                - 'library/kube-proxy-{{ image_arch }}:v1.13.0'
            """
        let origin = """
            - { src: k8s.gcr.io/kube-apiserver, dest: library/kube-apiserver }
            - { src: k8s.gcr.io/cpa/cluster-proportional-autoscaler-amd64, dest: library/cluster-proportional-autoscaler-amd64 }
            - { src: k8s.gcr.io/cpa/cluster-proportional-autoscaler-arm64, dest: library/cluster-proportional-autoscaler-arm64 }
            - { src: quay.io/coreos/flannel, dest: library/flannel }
            - { src: quay.io/calico/node, dest: library/calico-node }
            - { src: 'gcr.io/google-containers/kube-proxy-{{ image_arch }}', dest: 'library/kube-proxy-{{ image_arch }}' }
            """
        let (found, collector) = try read(text, [:], origin, architecture)
        try collector.throwIfAny()
        let name = architecture.oci
        #expect(
            try #require(found).images.map { "\($0.destination) \($0.source)" } == [
                "library/calico-node:v3.18.4\(suffix) quay.io/calico/node:v3.18.4\(suffix)",
                "library/cluster-proportional-autoscaler-\(name):1.8.3 k8s.gcr.io/cpa/cluster-proportional-autoscaler-\(name):1.8.3",
                "library/flannel:v0.14.0-\(name) quay.io/coreos/flannel:v0.14.0-\(name)",
                "library/kube-apiserver:v1.21.3 k8s.gcr.io/kube-apiserver:v1.21.3",
                "library/kube-proxy-\(name):v1.13.0 gcr.io/google-containers/kube-proxy-\(name):v1.13.0",
            ])
    }

    @Test func `two digests of one repository are two images`() throws {
        let other = String(repeating: "d", count: 64)
        let text =
            "images: { list: ['library/nginx@sha256:\(Self.hex)', 'library/nginx@sha256:\(other)', 'library/nginx:1'] }"
        let images = try #require(try configuration(text)).images
        #expect(
            Set(images.map(\.destination)).count == 3
                && images.allSatisfy { $0.source.repository.description == "library/nginx" })
    }

    @Test func `what else is taken, and how registries are reached`() throws {
        let text = """
            images:
              list: ['library/nginx:1']
              platforms: [linux/arm/v7, linux/amd64]
              attachments: false
              foreign_layers: true
              registries:
                docker.io: { ca: ca.pem, mirrors: ['mirror.example:5000', 'harbor.example/hub'] }
            """
        let found = try #require(try configuration(text, ["ca.pem": "x"]))
        #expect(found.choices.platforms.texts == ["linux/amd64", "linux/arm/v7"])
        #expect(!found.choices.attachments && found.choices.foreignLayers)
        let settings = try #require(found.registries[try RegistryHost("docker.io")])
        #expect(
            settings.mirrors == [try RegistryMirror("mirror.example:5000"), try RegistryMirror("harbor.example/hub")])
        #expect(settings.authority?.lastComponent == "ca.pem")
        let all = try #require(try configuration("images: { list: ['library/nginx:1'], platforms: all }"))
        let none = try #require(try configuration("images: { list: ['library/nginx:1'] }"))
        #expect(all.choices.platforms == .all && none.choices == ImageChoices())
        #expect(Set([found, all, none].map(\.requestDigest)).count == 3)
    }

    @Test func `another registry has the names already`() throws {
        let images = try #require(
            try configuration("images: { list: ['library/x:1'], source: '127.0.0.1:5000/mirror' }", [:], origin: nil)
        ).images
        #expect(images.map(\.source.description) == ["127.0.0.1:5000/mirror/library/x:1"])
    }

    @Test func `a name with a registry and port is taken when it is mapped`() throws {
        let text = "images: { list: ['10.0.0.1:5000/w/x:1', '10.0.0.1:5000/w/y:1'] }"
        let mapped = "- { src: '10.0.0.1:5000/w/x', dest: library/x }"
        let images = try #require(
            try configuration(text.replacing(", '10.0.0.1:5000/w/y:1'", with: ""), [:], origin: mapped)
        ).images
        #expect(images.map { "\($0.destination) \($0.source)" } == ["library/x:1 10.0.0.1:5000/w/x:1"])
        let fault =
            "images.list[1]: '10.0.0.1:5000/w/y:1' names a registry: images are listed by their names at the site, such as w/y:1,"
            + " and images_origin.yaml or 'source' says where they come from"
        #expect(try faults(text, [:], origin: mapped).map { $0.hasSuffix(fault) } == [true])
    }

    @Test func `a digest that one listing states holds for both`() throws {
        let text = "images: { list: ['library/nginx:1', 'library/nginx:1@sha256:\(Self.hex)', 'library/nginx:1'] }"
        let images = try #require(try configuration(text)).images
        #expect(images.map(\.source.description) == ["docker.io/library/nginx:1@sha256:\(Self.hex)"])
    }

    @Test func `the request's digest follows what is asked for`() throws {
        let first = try #require(try configuration("images: { list: ['library/nginx:1'] }"))
        let same = try #require(try configuration("images: { list: ['library/nginx:1', 'library/nginx:1'] }"))
        let other = try #require(try configuration("images: { list: ['library/nginx:2'] }"))
        let insecure = try #require(
            try configuration(
                "images: { list: ['library/nginx:1'], registries: { '10.0.0.1:5000': { insecure: true } } }"))
        #expect(first.requestDigest == same.requestDigest)
        #expect(Set([first, other, insecure].map(\.requestDigest)).count == 3)
        #expect(try insecure.registries == [RegistryHost("10.0.0.1:5000"): RegistrySettings(isInsecure: true)])
    }

    @Test func `every fault is told at once with its place`() throws {
        let text = """
            images:
              lit: []
              list: ['library/ngnix:1', 'Library/x:1', 'library/nginx', 'nginx@sha512:00', 'library/nginx:{{ nope }}']
              lists: [bad.list, missing.list]
              registries:
                'a b': { insecure: true }
                https://z.io: {}
                x.io: { insecure: yes, secure: no }
                y.io: { insecure: true, ca: none.pem, mirrors: [upstream] }
              platforms: [amd64, linux/arm/v7]
              attachments: no
            """
        let faults = try faults(text, ["bad.list": "library/nginx:1\nlibrary/nothing:1\n{{ x\n"])
        let expected = [
            "airgap.yaml:6:3: images.lit: unknown key; did you mean 'list'?",
            "airgap.yaml:7:10: images.list[0]: no source is mapped to library/ngnix:1; did you mean 'library/nginx'?",
            "airgap.yaml:7:29: images.list[1]: a repository name must be lower case: 'Library/x'",
            "airgap.yaml:7:44: images.list[2]: neither tag nor digest in 'library/nginx'",
            "images.list[3]: unsupported digest algorithm in 'sha512:00'", "images.list[4]: unknown variable 'nope'",
            "bad.list:2:1: no source is mapped to library/nothing:1", "bad.list:3:1: not a template: '{{' without '}}'",
            "images.lists[1]: cannot open", "not a registry host: 'a b'",
            "no scheme belongs before an image or a registry: 'https://z.io'",
            "images.registries.x.io.insecure: expected true",
            "images.registries.x.io.secure: unknown key; did you mean 'insecure'?",
            "images.registries.y.io.mirrors[0]: not a registry host: 'upstream'",
            "images.registries.y.io.ca: no such file", "images.registries.y.io.ca: a registry over plain http",
            "images.platforms[0]: not a platform: 'amd64'", "images.attachments: expected true or false, found 'no'",
        ]
        for fault in expected { #expect(faults.contains { $0.contains(fault) }, "\(fault)\nin\n\(faults)") }
        #expect(faults.count == expected.count, "\(faults)")
    }

    @Test(arguments: [
        ("- { src: a/b, dest: x }\n- { src: a/c, dest: x }", "images_origin.yaml:2:3: [1]: two sources for x"),
        ("- { src: 'a/b:1', dest: x }\n- { src: 'a/c', dest: 'x:1' }", "two sources for x:1"),
        ("- { src: 'a/b@sha256:\(hex)', dest: x }", "a digest is not allowed here"),
        ("- { src: a/b, dst: x }", "did you mean 'dest'?"),
        ("- { src: a/b }", "'dest' is missing"),
        ("- { src: a/b, dest: ../x }", "not a repository name"),
        ("src: a/b", "expected a list"),
        ("- text", "expected a mapping"),
    ])
    func `faults of the mapping are told`(_ origin: String, _ expected: String) throws {
        let found = try faults("images: { list: ['x:1'] }", [:], origin: origin)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test func `a missing mapping file is a fault unless nothing needs it`() throws {
        #expect(
            try faults("images: { list: ['x:1'] }", [:], origin: nil).contains {
                $0.contains("there is no images_origin.yaml that maps")
            })
        #expect(try configuration("images: {}", [:], origin: nil)?.images == [])
    }

    @Test func `the same image from two sources is a fault`() throws {
        let digest = String(repeating: "d", count: 64)
        let text = "images: { list: ['library/nginx:1@sha256:\(Self.hex)', 'library/nginx:1@sha256:\(digest)'] }"
        #expect(try faults(text).contains { $0.contains("two sources for library/nginx:1") })
    }

    private func read(
        _ text: String, _ files: [String: String], _ origin: String?, _ architecture: Architecture = .amd64
    ) throws -> (ImagesConfiguration?, FaultCollector) {
        let folder = try TemporaryFolder()
        let head = "name: test\nversion: 1\nvariables:\n  v: 1.25\n"
        try folder.write(head + text, at: "airgap.yaml")
        if let origin { try folder.write(origin, at: "images_origin.yaml") }
        for (name, content) in files { try folder.write(content, at: name) }
        let collector = FaultCollector()
        let project = ProjectLoader(moduleKeys: ImagesModule.configurationKeys)
            .load(folder.path, for: architecture, into: collector)
        return (try ImagesConfiguration(project: #require(project)), collector)
    }

    private func configuration(
        _ text: String, _ files: [String: String] = [:], origin: String? = Self.origin
    ) throws -> ImagesConfiguration? {
        let (configuration, collector) = try read(text, files, origin)
        try collector.throwIfAny()
        return configuration
    }

    private func faults(
        _ text: String, _ files: [String: String] = [:], origin: String? = Self.origin
    ) throws -> [String] {
        let (configuration, collector) = try read(text, files, origin)
        #expect(configuration == nil)
        return collector.faults.map { fault in "\(fault)" }
    }
}
