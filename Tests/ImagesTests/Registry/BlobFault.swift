import TestSupport

/// What can go wrong with a blob on its way; every first answer is faulty, later ones may be too.
enum BlobFault: String, CaseIterable, Sendable {
    case resetInTheMiddle, stall, cut, wrongBytes, tooLong, unavailable, tooManyRequests, burst
    case redirectLoop, alwaysWrong, alwaysTooShort, gone, moved

    /// What the failure must say; nil for a fault that is overcome.
    var failure: String? {
        switch self {
        case .redirectLoop: "too many redirects"
        case .alwaysWrong: "digest mismatch: expected sha256:"
        case .alwaysTooShort: "size mismatch: expected"
        case .gone: "404 Not Found"
        case .moved: "unusable redirect: not an http or https URL: 'file:///etc/passwd'"
        default: nil
        }
    }

    func steps(_ bytes: [UInt8], _ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let half = bytes.count / 2
        let length = [("Content-Length", "\(bytes.count)")]
        let isFirst = request.count == 0
        switch self {
        case .resetInTheMiddle where isFirst:
            return [.head(200, length), .send(Array(bytes.prefix(half))), .pause(20), .reset]
        case .stall where isFirst: return [.head(200, length), .send(Array(bytes.prefix(half))), .pause(60_000)]
        case .cut where request.count < 3: return .file(bytes, for: request, sending: bytes.count / 4)
        case .wrongBytes where isFirst: return .answer(200, [], bytes.map { $0 ^ 1 })
        case .tooLong where isFirst: return .answer(200, [], bytes + [0])
        case .unavailable where isFirst: return .answer(503, [("Retry-After", "0")])
        case .tooManyRequests where isFirst: return .answer(429, [("Retry-After", "1")])
        case .burst where request.count < 4: return .answer([500, 502, 503, 504][request.count])
        case .redirectLoop: return .redirect(307, to: request.target)
        case .alwaysWrong: return .answer(200, [], bytes.map { $0 ^ 1 })
        case .alwaysTooShort: return .answer(200, [], Array(bytes.dropLast()))
        case .gone: return .answer(404)
        case .moved: return .redirect(302, to: "file:///etc/passwd")
        default: return .file(bytes, for: request)
        }
    }
}
