import AirgapCore
import Synchronization
import TestSupport

@testable import Images

/// A registry of one image, played for a `ScriptedServer`: with bearer tokens that can run out, and redirects.
final class RegistryPlay: Sendable {
    let image: SampleImage
    /// How often a token is good; nil for ever.
    let usesPerToken: Int?
    /// Where blobs really are: an origin to redirect to.
    let blobHost: String?
    private let state = Mutex((tokens: 0, uses: 0))

    init(_ image: SampleImage, usesPerToken: Int? = nil, blobHost: String? = nil) {
        self.image = image
        self.usesPerToken = usesPerToken
        self.blobHost = blobHost
    }

    /// How many tokens were given.
    var tokens: Int { state.withLock { $0.tokens } }

    /// An answer with tokens asked for; `realm` may be any text.
    func answer(_ request: ScriptedServer.Request, realm: String) -> [ScriptedServer.Step] {
        if request.target.hasPrefix("/token") { return token() }
        guard isAllowed(request.headers["authorization"]) else {
            let challenge = "Negotiate, bEaReR realm=\"\(realm)\",service=\"play\",scope=\"repository:a/b:pull\""
            return .answer(401, [("WWW-Authenticate", challenge)])
        }
        return content(request)
    }

    /// An answer without any authentication.
    func content(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let name = request.target.split(separator: "/").last.map(String.init) ?? ""
        if request.target.contains("/manifests/") {
            guard ["1", "\(Digest(of: image.manifest))"].contains(name) else { return .answer(404) }
            return .answer(200, [("Content-Type", ManifestMediaType.ociManifest.rawValue)], image.manifest)
        }
        guard request.target.contains("/blobs/"), let digest = try? Digest(name), let bytes = image.blobs[digest] else {
            return .answer(404)
        }
        if let blobHost { return .redirect(307, to: "\(blobHost)/\(name)") }
        return .answer(200, [], bytes)
    }

    private func token() -> [ScriptedServer.Step] {
        let number = state.withLock { state in
            state = (state.tokens + 1, 0)
            return state.tokens
        }
        // Both spellings are in use.
        let key = number % 2 == 0 ? "token" : "access_token"
        return .answer(200, [], Array(#"{"\#(key)": "t\#(number)", "expires_in": 60}"#.utf8))
    }

    private func isAllowed(_ header: String?) -> Bool {
        state.withLock { state in
            guard state.tokens > 0, header == "Bearer t\(state.tokens)" else { return false }
            state.uses += 1
            return usesPerToken.map { state.uses <= $0 } ?? true
        }
    }
}
