import AirgapCore
import Testing

@testable import Images

struct ManifestDocumentTests {
    static let hex = String(repeating: "b", count: 64)
    static let blob = #"{"mediaType": "m", "digest": "sha256:\#(hex)", "size": 3}"#

    @Test(arguments: [
        (#"{"schemaVersion": 2, "config": \#(blob), "layers": []}"#, nil, ManifestMediaType.ociManifest),
        (#"{"schemaVersion": 2, "config": \#(blob), "layers": [\#(blob)]}"#, "text/plain", .ociManifest),
        (
            #" {"schemaVersion": 2, "mediaType": "\#(ManifestMediaType.dockerManifest.rawValue)","#
                + #" "config": \#(blob), "layers": [\#(blob), \#(blob)]}"#,
            ManifestMediaType.ociIndex.rawValue, .dockerManifest
        ),
        (#"{"schemaVersion": 2, "manifests": []}"#, nil, .ociIndex),
        (
            #"{"schemaVersion": 2, "mediaType": "\#(ManifestMediaType.dockerList.rawValue)", "manifests": []}"#, nil,
            .dockerList
        ),
    ])
    func `the document decides what it is`(_ json: String, _ contentType: String?, _ type: ManifestMediaType) throws {
        #expect(try ManifestDocument(parsing: Array(json.utf8), contentType: contentType).mediaType == type)
    }

    @Test(arguments: [
        ("<html>captive portal</html>", "text/html", "content type 'text/html'"),
        ("", nil, "not a manifest"),
        ("[]", nil, "neither"),
        (#"{"schemaVersion": 2}"#, "application/json", "neither"),
        (#"{"schemaVersion": 2}"#, ManifestMediaType.ociManifest.rawValue, "does not fit"),
        (#"{"schemaVersion": 2, "manifests": [], "layers": [], "config": \#(blob)}"#, nil, "both"),
        (#"{"schemaVersion": 2, "layers": [], "layers": [], "config": \#(blob)}"#, nil, "twice"),
        (#"{"schemaVersion": 1, "fsLayers": [], "signatures": []}"#, nil, "schema 1"),
        (
            #"{"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v1+prettyjws"}"#, nil,
            "schema 1"
        ),
        (#"{"schemaVersion": 2, "mediaType": "text/x", "layers": []}"#, nil, "'text/x'"),
        (#"{"schemaVersion": 2, "mediaType": 7, "layers": []}"#, nil, "mediaType"),
        (
            #"{"schemaVersion": 2, "mediaType": "\#(ManifestMediaType.ociIndex.rawValue)", "layers": [], "config": \#(blob)}"#,
            nil, "does not fit"
        ),
        (#"{"schemaVersion": "2", "layers": [], "config": \#(blob)}"#, nil, "schemaVersion"),
        (#"{"schemaVersion": 2, "layers": {}, "config": \#(blob)}"#, nil, "layers"),
        (#"{"schemaVersion": 2, "layers": [1], "config": \#(blob)}"#, nil, "layers[0]"),
        (#"{"schemaVersion": 2, "layers": []}"#, nil, "does not fit"),
        (#"{"schemaVersion": 2, "layers": [], "config": {"digest": "sha256:\#(hex)", "size": -1}}"#, nil, "size -1"),
        (
            #"{"schemaVersion": 2, "layers": [], "config": {"digest": "sha256:\#(hex)", "size": 9223372036854775807}}"#,
            nil, "impossible size"
        ),
        (
            #"{"schemaVersion": 2, "layers": [], "config": {"digest": "sha256:\#(hex)", "size": 1.5}}"#, nil,
            "config.size"
        ),
        (
            #"{"schemaVersion": 2, "layers": [], "config": {"digest": "sha256:../../x", "size": 1}}"#, nil,
            "not a sha256 digest"
        ),
        (
            #"{"schemaVersion": 2, "layers": [], "config": {"digest": "sha512:\#(hex)\#(hex)", "size": 1}}"#, nil,
            "unsupported digest"
        ),
    ])
    func `hostile manifests are refused`(_ json: String, _ contentType: String?, _ text: String) throws {
        let error = #expect(throws: ManifestError.self) {
            try ManifestDocument(parsing: Array(json.utf8), contentType: contentType)
        }
        #expect("\(try #require(error))".contains(text), "\(String(describing: error))")
    }

    @Test(arguments: [
        (#""m", "urls": ["https://x.example/"]"#, ["https://x.example/"]),
        (#""application/vnd.docker.image.rootfs.foreign.diff.tar.gzip""#, nil),
        (#""application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", "urls": [7]"#, nil),
    ])
    func `layers outside the registry are known`(_ type: String, _ urls: [String]?) throws {
        let layer = #"{"mediaType": \#(type), "digest": "sha256:\#(Self.hex)", "size": 3}"#
        let json = #"{"schemaVersion": 2, "config": \#(Self.blob), "layers": [\#(layer), \#(Self.blob)]}"#
        guard case .image(let image) = try ManifestDocument(parsing: Array(json.utf8)) else {
            throw CancellationError()
        }
        #expect(image.layers.map(\.isForeign) == [true, false])
        #expect(image.layers[0].urls == urls)
    }

    @Test func `a manifest is at most 4 MiB`() {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: ManifestDocument.sizeLimit + 1)
        #expect(throws: ManifestError.tooLarge(bytes.count)) { try ManifestDocument(parsing: bytes) }
    }

    @Test(arguments: [
        ("linux/arm/v7", "linux/arm", true), ("linux/arm/v6", "linux/arm/v7", false),
        ("linux/amd64/v1", "linux/amd64", true), ("linux/amd64/v3", "linux/amd64", false),
        ("windows/amd64", "windows/amd64", true),
    ])
    func `variants are compared by their usual names`(_ found: String, _ wanted: String, _ fits: Bool) throws {
        #expect(try Platform(found).fits(Platform(wanted)) == fits)
    }

    @Test(arguments: ["", "linux", "linux/", "linux/arm/v7/x", "Linux/amd64", "linux//v7", "a b/c"])
    func `what is no platform is refused`(_ text: String) {
        #expect(throws: PlatformError(text: text)) { try Platform(text) }
    }

    @Test(arguments: [
        ("linux", "arm64", "", true), ("linux", "arm64", "v8", true), ("linux", "arm64", "v9", false),
        ("linux", "arm", "v7", false), ("windows", "arm64", "", false), ("unknown", "unknown", "", false),
    ])
    func `arm64 is arm64/v8`(_ os: String, _ architecture: String, _ variant: String, _ runs: Bool) {
        #expect(Platform(os: os, architecture: architecture, variant: variant).runs(on: .arm64) == runs)
    }
}
