import AirgapCore
import TestSupport

@testable import Images

/// A registry of documents in memory, played for a `ScriptedServer`.
struct PlayedRegistry: Sendable {
    /// By tag or digest.
    var manifests: [String: [UInt8]] = [:]
    /// By digest.
    var blobs: [String: [UInt8]] = [:]
    /// Pages of the referrers API by the subject's digest; nil for a registry without the API.
    var referrers: [String: [String]]?

    init(_ image: SampleImage? = nil, tag: String = "1") {
        guard let image else { return }
        add(image, tag: tag)
    }

    mutating func add(_ image: SampleImage, tag: String) {
        add(manifest: image.manifest, tag: tag)
        for (digest, bytes) in image.blobs { blobs["\(digest)"] = bytes }
    }

    mutating func add(manifest: [UInt8], tag: String? = nil) {
        if let tag { manifests[tag] = manifest }
        manifests["\(Digest(of: manifest))"] = manifest
    }

    mutating func add(_ artifact: SampleArtifact, tag: String? = nil) {
        add(manifest: artifact.manifest, tag: tag)
        for blob in artifact.blobs { blobs["\(Digest(of: blob))"] = blob }
    }

    func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let path = request.target.split(separator: "?")[0].split(separator: "/").map(String.init)
        guard path.count >= 4, let name = path.last else { return .answer(404) }
        switch path[path.count - 2] {
        case "manifests": return manifests[name].map { .answer(200, [], $0) } ?? .answer(404)
        case "blobs": return blobs[name].map { .file($0, for: request) } ?? .answer(404)
        case "referrers": return page(of: name, request)
        default: return .answer(404)
        }
    }

    private func page(of subject: String, _ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        guard let referrers else { return .answer(404, [("Content-Type", "text/plain")], Array("404 page".utf8)) }
        let pages = referrers[subject] ?? [""]
        let number = request.target.split(separator: "page=").dropFirst().first.flatMap { Int($0) } ?? 0
        let index = #"{"schemaVersion": 2, "mediaType": "\#(ManifestMediaType.ociIndex.rawValue)", "manifests": ["#
        let path = request.target.split(separator: "?")[0]
        let link = number + 1 < pages.count ? [("Link", "<\(path)?page=\(number + 1)>; rel=\"next\"")] : []
        return .answer(200, link, Array((index + pages[number] + "]}").utf8))
    }
}
