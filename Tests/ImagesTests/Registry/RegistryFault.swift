import AirgapCore
import TestSupport

@testable import Images

/// What a registry or its token service can do wrong.
enum RegistryFault: Sendable {
    case lyingDigest, captivePortal, hugeManifest, wrongChild, wrongChildSize, deepIndexes, refused
    case noToken, tokenWithLineEnd, tokenRefused, configTooLarge

    func answer(_ request: ScriptedServer.Request, _ image: SampleImage) -> [ScriptedServer.Step] {
        let type = ManifestMediaType.ociManifest.rawValue
        switch self {
        case .lyingDigest:
            return .answer(
                200, [("Docker-Content-Digest", "sha256:" + String(repeating: "0", count: 64))], image.manifest)
        case .captivePortal: return .answer(200, [("Content-Type", "text/html")], Array("<html>log in</html>".utf8))
        case .hugeManifest: return .answer(200, [], [UInt8](repeating: 32, count: ManifestDocument.sizeLimit + 1))
        case .wrongChild:
            let index = Self.index(of: [Self.entry(Array("{}".utf8))])
            return .answer(200, [], request.target.hasSuffix("/1") ? index : image.manifest)
        case .wrongChildSize:
            let entry = Self.entry(image.manifest).replacing("\"size\": \(image.manifest.count)", with: "\"size\": 1")
            return .answer(200, [], request.target.hasSuffix("/1") ? Self.index(of: [entry]) : image.manifest)
        case .deepIndexes: return .answer(200, [], Self.tower(request.target))
        case .refused:
            return .answer(403, [], Array(#"{"errors": [{"code": "DENIED", "message": "no"}]}"#.utf8))
        case .configTooLarge:
            let text = String(decoding: image.manifest, as: UTF8.self)
                .replacing("\"size\": \(image.config.count)", with: "\"size\": 5000000")
            return .answer(200, [("Content-Type", type)], Array(text.utf8))
        case .noToken: return Self.challenged(request, .answer(200, [], Array(#"{"tokens": []}"#.utf8)))
        case .tokenWithLineEnd:
            return Self.challenged(request, .answer(200, [], Array(#"{"token": "a\r\nX: y"}"#.utf8)))
        case .tokenRefused: return Self.challenged(request, .answer(401))
        }
    }

    private static func challenged(
        _ request: ScriptedServer.Request, _ token: [ScriptedServer.Step]
    ) -> [ScriptedServer.Step] {
        if request.target.hasPrefix("/token") { return token }
        return .answer(401, [("WWW-Authenticate", "Bearer realm=\"http://\(request.headers["host"] ?? "")/token\"")])
    }

    private static func entry(_ bytes: [UInt8], type: ManifestMediaType = .ociManifest) -> String {
        let platform = type.isIndex ? "" : #", "platform": {"os": "linux", "architecture": "amd64"}"#
        return SampleImage.descriptor(type.rawValue, bytes).dropLast() + platform + "}"
    }

    private static func index(of entries: [String]) -> [UInt8] {
        let type = ManifestMediaType.ociIndex.rawValue
        return Array(
            #"{"schemaVersion": 2, "mediaType": "\#(type)", "manifests": [\#(entries.joined(separator: ", "))]}"#.utf8)
    }

    /// Indexes in indexes: the one whose digest is asked for, or the outermost.
    private static func tower(_ target: String) -> [UInt8] {
        var current = index(of: [])
        for _ in 0..<10 {
            if target.hasSuffix("\(Digest(of: current))") { return current }
            current = index(of: [entry(current, type: .ociIndex)])
        }
        return current
    }
}
