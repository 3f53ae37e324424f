import AirgapCore
import TestSupport
import Testing

@testable import Images

struct ImportConfigurationTests {
    private static let digest = String(repeating: "ab", count: 32)

    /// An entry of `import`, and what is said of it.
    private static let faults = [
        (
            "{ src: 'docker-archiv:x.tar' }",
            "images.import[0].src: 'docker-archiv:x.tar' names no source of images; there are docker-archive:, oci-archive:, oci:, registry-storage:, kubernetes-server:"
        ),
        (
            "{ src: 'nginx:1.25' }",
            "images.import[0].src: 'nginx:1.25' names no source of images; there are docker-archive:, oci-archive:, oci:, registry-storage:, kubernetes-server:"
        ),
        ("{ src: 'oci:' }", "images.import[0].src: 'oci:' has no path"),
        ("{ dest: 'a:1' }", "images.import[0]: 'src' is missing"),
        (
            "{ src: 'oci:x' }",
            "images.import[0]: 'dest' is missing: an OCI layout does not say what its images are called"
        ),
        ("{ src: 'docker-archive:x', dest: a }", "images.import[0]: 'dest' needs a tag"),
        (
            "{ src: 'kubernetes-server:x', dest: 'a:1' }",
            "images.import[0]: the images of a release have tags of their own: 'dest' is what stands before their names"
        ),
        (
            "{ src: 'docker-archive:https://example.org/x.tar' }",
            "images.import[0].src: 'docker-archive:https://example.org/x.tar': a URL needs 'sha256' beside it"
        ),
        (
            "{ src: 'oci:https://example.org/x', dest: 'a:1', sha256: '\(digest)' }",
            "images.import[0].src: 'oci:https://example.org/x': only archives can be fetched, not folders"
        ),
        (
            "{ src: 'docker-archive:x', sha256: '\(digest)' }",
            "images.import[0].src: 'docker-archive:x': 'sha256' is for URLs"
        ),
        (
            "{ src: 'docker-archive:x:' }",
            "images.import[0].src: 'docker-archive:x:': nothing usable stands behind the path"
        ),
    ]

    @Test(arguments: faults)
    func `faults name the key`(_ entry: String, _ message: String) throws {
        let bench = try ConfigurationBench(
            "arches: [amd64]\nimages:\n  import:\n    - \(entry)\n", in: try TemporaryFolder(), keys: ["images"])
        let project = try #require(bench.project)
        #expect(ImagesConfiguration(project: project) == nil)
        #expect(bench.faults == ["6: \(message)"])
    }

    @Test func `entries are read, with variables, and decide the request`() throws {
        func configuration(_ path: String) throws -> ImagesConfiguration {
            let bench = try ConfigurationBench(
                """
                arches: [amd64]
                images:
                  import:
                    - { src: 'docker-archive:\(path)-{{ image_arch }}.tar:nginx:1.25', dest: 'library/nginx:1' }

                """, in: try TemporaryFolder(), keys: ["images"])
            let project = try #require(bench.project)
            return try #require(ImagesConfiguration(project: project))
        }
        let read = try configuration("x")
        #expect(read.local.imports.map(\.source.description) == ["docker-archive:x-amd64.tar:nginx:1.25"])
        #expect(read.requestDigest == (try configuration("x")).requestDigest)
        #expect(read.requestDigest != (try configuration("y")).requestDigest)
    }
}
