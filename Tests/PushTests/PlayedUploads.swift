import AirgapCore
import Synchronization
import TestSupport

/// A registry in memory that keeps what it has of a broken upload, and tells when it is asked; docker-registry 2.8 forgets it.
final class PlayedUploads: Sendable {
    private struct State {
        var blobs: Set<String> = []
        var uploads: [String: [UInt8]] = [:]
        var manifests: Set<String> = []
        var broken = 0
    }

    /// How often a body is broken off.
    private let faults: Int
    /// How many bytes of it are kept.
    private let kept: Int
    /// How it is said: an error, or an answer that confirms less than was sent.
    private let isSaid: Bool
    private let state = Mutex(State())

    init(faults: Int, kept: Int, isSaid: Bool) {
        self.faults = faults
        self.kept = kept
        self.isSaid = isSaid
    }

    /// The blobs that it has, by digest.
    var blobs: Set<String> { state.withLock { $0.blobs } }

    func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        state.withLock { state in
            let path = String(request.target.prefix { $0 != "?" })
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            if path == "/v2/" { return .answer(200) }
            if path.contains("/manifests/") { return manifest(request, name, &state) }
            if request.method == "HEAD" { return [.head(state.blobs.contains(name) ? 200 : 404)] }
            if request.method == "POST" {
                let number = "u\(state.uploads.count)"
                state.uploads[number] = []
                return .answer(202, [("Location", "\(path)\(number)?state=0")])
            }
            return upload(request, path, name, &state)
        }
    }

    private func manifest(_ request: ScriptedServer.Request, _ name: String, _ state: inout State)
        -> [ScriptedServer.Step]
    {
        if request.method == "PUT" {
            state.manifests.insert(name)
            return .answer(201)
        }
        return [.head(state.manifests.contains(name) ? 200 : 404)]
    }

    private func upload(
        _ request: ScriptedServer.Request, _ path: String, _ name: String, _ state: inout State
    ) -> [ScriptedServer.Step] {
        guard let before = state.uploads[name], !path.contains("/systeminfo") else { return .answer(404) }
        if request.method == "GET" { return progress(204, path, before) }
        let start = request.headers["content-range"].flatMap { Int($0.prefix { $0 != "-" }) } ?? 0
        guard request.body.isEmpty || start == before.count else { return .answer(416) }
        if request.body.count > kept, state.broken < faults {
            state.broken += 1
            let now = before + request.body.prefix(kept)
            state.uploads[name] = now
            return isSaid && request.method == "PATCH" ? progress(202, path, now) : .answer(502)
        }
        let now = before + request.body
        state.uploads[name] = now
        guard request.method == "PUT" else { return progress(202, path, now) }
        let digest = request.target.split(separator: "digest=").last.map(String.init) ?? ""
        guard Digest(of: now).description == digest else {
            return .answer(400, [], Array(#"{"errors": [{"code": "DIGEST_INVALID"}]}"#.utf8))
        }
        state.blobs.insert(digest)
        return .answer(201)
    }

    private func progress(_ status: Int, _ path: String, _ bytes: [UInt8]) -> [ScriptedServer.Step] {
        .answer(status, [("Location", "\(path)?state=\(bytes.count)"), ("Range", "0-\(max(0, bytes.count - 1))")])
    }
}
