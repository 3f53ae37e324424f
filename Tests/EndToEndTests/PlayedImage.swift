import AirgapCore
import TestSupport

/// An image with large layers, handed out by a `ScriptedServer` in small pieces and with ranges, as registries do.
struct PlayedImage: Sendable {
    private static let chunk = 1 << 16
    /// The image's bytes by their path below the repository.
    private let objects: [String: [UInt8]]
    /// Where the layers are.
    let layers: [(path: String, digest: Digest, size: Int)]

    /// - Parameters:
    ///   - layers: the layers' contents.
    ///   - architecture: what the configuration says.
    init(layers contents: [[UInt8]], architecture: String = "amd64") {
        let config = Array(#"{"architecture": "\#(architecture)", "os": "linux", "rootfs": {}}"#.utf8)
        let type = "application/vnd.oci.image"
        let list = contents.map { Self.descriptor("\(type).layer.v1.tar", $0) }
        let manifest = Array(
            """
            {"schemaVersion": 2, "mediaType": "\(type).manifest.v1+json",
             "config": \(Self.descriptor("\(type).config.v1+json", config)), "layers": [\(list.joined(separator: ", "))]}
            """.utf8)
        var objects = ["manifests/1": manifest, "manifests/\(Digest(of: manifest))": manifest]
        for bytes in [config] + contents { objects["blobs/\(Digest(of: bytes))"] = bytes }
        self.objects = objects
        layers = contents.map { ("blobs/\(Digest(of: $0))", Digest(of: $0), $0.count) }
    }

    /// Random-looking layers of so many megabytes each.
    static func large(layers count: Int, megabytes: Int) -> PlayedImage {
        var random = SeededRandom(seed: 7)
        let block = (0..<(1 << 17)).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        return PlayedImage(
            layers: (0..<count).map { number in
                var bytes: [UInt8] = []
                bytes.reserveCapacity(megabytes << 20)
                for part in 0..<megabytes {
                    bytes += block.dropFirst(8)
                    bytes += withUnsafeBytes(of: UInt64(number << 32 | part)) { Array($0) }
                }
                return bytes
            })
    }

    private static func descriptor(_ type: String, _ bytes: [UInt8]) -> String {
        #"{"mediaType": "\#(type)", "digest": "\#(Digest(of: bytes))", "size": \#(bytes.count)}"#
    }

    /// Answers a request whose target ends with one of the paths.
    func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let path = request.target.split(separator: "/").suffix(2).joined(separator: "/")
        guard let bytes = objects[path] else { return .answer(404) }
        guard bytes.count > Self.chunk else { return .answer(200, [], bytes) }
        let start = Self.start(of: request)
        guard start < bytes.count else { return .answer(416) }
        var headers = [("Content-Length", "\(bytes.count - start)")]
        if start > 0 { headers.append(("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")) }
        var steps: [ScriptedServer.Step] = [.head(start > 0 ? 206 : 200, headers)]
        for offset in stride(from: start, to: bytes.count, by: Self.chunk) {
            steps.append(.send(Array(bytes[offset..<min(offset + Self.chunk, bytes.count)])))
            // Slower than the client, so that little waits in buffers when the client dies.
            steps.append(.pause(2))
        }
        return steps
    }

    /// Where the requested range begins.
    static func start(of request: ScriptedServer.Request) -> Int {
        request.headers["range"].flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
    }
}
