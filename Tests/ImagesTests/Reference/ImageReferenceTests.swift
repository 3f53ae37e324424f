import AirgapCore
import Testing

@testable import Images

struct ImageReferenceTests {
    static let hex = String(repeating: "a", count: 64)

    @Test(arguments: [
        ("nginx", "docker.io/library/nginx"),
        ("nginx:1.25", "docker.io/library/nginx:1.25"),
        ("bitnami/redis:7", "docker.io/bitnami/redis:7"),
        ("docker.io/nginx", "docker.io/library/nginx"),
        ("index.docker.io/library/nginx:1", "docker.io/library/nginx:1"),
        ("quay.io/calico/node:v3.18.4", "quay.io/calico/node:v3.18.4"),
        ("QUAY.io/calico/node", "quay.io/calico/node"),
        ("localhost/x", "localhost/x"),
        ("localhost:5000/x/y", "localhost:5000/x/y"),
        ("127.0.0.1:5000/x__y/z--w.v:T_a.g-1", "127.0.0.1:5000/x__y/z--w.v:T_a.g-1"),
        ("[::1]:5000/x:1", "[::1]:5000/x:1"),
        ("nginx@sha256:\(hex)", "docker.io/library/nginx@sha256:\(hex)"),
        ("k8s.gcr.io/pause:3.3@sha256:\(hex)", "k8s.gcr.io/pause:3.3@sha256:\(hex)"),
    ])
    func `references are read as docker reads them`(_ text: String, _ expected: String) throws {
        let reference = try ImageReference(text)
        #expect(reference.description == expected)
        #expect(try ImageReference(expected) == reference)
    }

    @Test(arguments: [
        ("", ImageReferenceError.empty),
        ("https://quay.io/x", .hasScheme("https://quay.io/x")),
        ("quay.io/", .noRepository("quay.io/")),
        ("quay.io/Upper/x", .upperCaseRepository("Upper/x")),
        ("Nginx", .upperCaseRepository("Nginx")),
        ("quay.io/a//b", .badRepository("a//b")),
        ("quay.io/../b", .badRepository("../b")),
        ("quay.io/a/../b", .badRepository("a/../b")),
        ("a___b", .badRepository("a___b")),
        ("a._b", .badRepository("a._b")),
        ("-a", .badRepository("-a")),
        ("a b", .badRepository("a b")),
        ("a\nb", .badRepository("a\nb")),
        ("ä", .badRepository("ä")),
        (hex, .imageIdentifier(hex)),
        ("quay.io:0/x", .badPort("quay.io:0")),
        ("quay.io:99999/x", .badPort("quay.io:99999")),
        ("quay.io:+1/x", .badPort("quay.io:+1")),
        ("-quay.io/x", .badRegistry("-quay.io")),
        ("quay..io/x", .badRegistry("quay..io")),
        ("[zz]:1/x", .badRegistry("[zz]:1")),
        ("nginx:", .emptyTag("nginx:")),
        ("nginx:.1", .badTag(".1")),
        ("nginx:a b", .badTag("a b")),
        ("nginx:1:2", .badTag("1:2")),
        ("nginx@", .badDigest(.noAlgorithm(""))),
        ("nginx@sha512:\(hex)", .badDigest(.unsupportedAlgorithm("sha512:\(hex)"))),
        ("nginx@sha256:../x", .badDigest(.notHex("../x"))),
        ("nginx@sha256:\(hex)@sha256:\(hex)", .badDigest(.notHex("\(hex)@sha256:\(hex)"))),
    ])
    func `each way to be wrong has its own error`(_ text: String, _ expected: ImageReferenceError) {
        #expect(throws: expected) { try ImageReference(text) }
    }

    @Test func `lengths are bounded`() throws {
        let longest = String(repeating: "t", count: 128)
        #expect(try ImageReference("x:\(longest)").tag?.description == longest)
        #expect(throws: ImageReferenceError.tagTooLong(longest + "t")) { try ImageReference("x:\(longest)t") }
        let name = String(repeating: "a", count: 256)
        #expect(throws: ImageReferenceError.repositoryTooLong(name)) { try ImageReference("quay.io/\(name)") }
    }

    @Test(arguments: [
        ("docker.io", "https://registry-1.docker.io/"), ("quay.io", "https://quay.io/"),
        ("localhost:5000", "http://localhost:5000/"), ("127.0.0.1:5000", "http://127.0.0.1:5000/"),
        ("[::1]:5000", "http://[::1]:5000/"), ("10.0.0.1:5000", "https://10.0.0.1:5000/"),
    ])
    func `plain http is for loopback only`(_ host: String, _ root: String) throws {
        #expect(try RegistryEndpoint(try RegistryHost(host), settings: nil).root.description == root)
    }

    @Test func `settings decide between http and https`() throws {
        let remote = try RegistryHost("10.0.0.1:5000")
        #expect(try !RegistryEndpoint(remote, settings: .init(isInsecure: true)).root.isSecure)
        let local = try RegistryHost("localhost:5000")
        #expect(try RegistryEndpoint(local, settings: .init(isInsecure: false)).root.isSecure)
    }

    @Test func `an image without tag gets one that nothing else uses`() throws {
        let name = try ImageName("library/nginx@sha256:\(Self.hex)")
        let request = try ImageRequest(name, from: try ImageReference("nginx@sha256:\(Self.hex)"))
        #expect(request.tag.description == "digest-sha256-\(Self.hex)")
        #expect(try ImageTag(request.tag.description) == request.tag)
    }
}
