import AirgapCore
import TestSupport

/// Faults of a server that stay.
enum LastingFault: String, CaseIterable, Sendable {
    case notFound, registryError, wrongBytes, tooShort, tooLong, endsEarly, gzip, redirectLoop, redirectToFile
    case partialUnasked, comeBackNextDay, tooManyRequests, captivePortal

    var message: String {
        switch self {
        case .notFound: "404 Not Found"
        case .registryError: "403 Forbidden: 'DENIED: go away'"
        case .wrongBytes: "digest mismatch: expected sha256:"
        case .tooShort, .tooLong, .captivePortal: "size mismatch: expected 300000 bytes, received"
        case .endsEarly: "the connection ended before the body did"
        case .gzip: "unrequested content encoding 'gzip'"
        case .redirectLoop: "too many redirects"
        case .redirectToFile: "unusable redirect: not an http or https URL: 'file:///etc/passwd'"
        case .partialUnasked: "the partial answer does not fit"
        case .comeBackNextDay: "the server asks to come back in 86400 s"
        case .tooManyRequests: "429 Too Many Requests"
        }
    }

    var exitCode: ExitCode {
        self == .comeBackNextDay || self == .tooManyRequests ? .tryAgain : .unavailable
    }

    func steps(_ content: [UInt8], _ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        switch self {
        case .notFound: .answer(404)
        case .registryError: .answer(403, [], Array(#"{"errors":[{"code":"DENIED","message":"go away"}]}"#.utf8))
        case .wrongBytes: .answer(200, [], [UInt8](repeating: 0, count: content.count))
        case .tooShort: .answer(200, [], Array(content.dropLast()))
        case .tooLong: .answer(200, [], content + [0])
        case .endsEarly:
            [.head(200, [("Content-Length", "\(content.count)"), ("Connection", "close")]), .send([1, 2, 3]), .close]
        case .gzip: .answer(200, [("Content-Encoding", "gzip")], content)
        case .redirectLoop: .redirect(302, to: "/a")
        case .redirectToFile: .redirect(302, to: "file:///etc/passwd")
        case .partialUnasked:
            [.head(206, [("Content-Range", "bytes 0-299999/300000"), ("Content-Length", "300000")]), .send(content)]
        case .comeBackNextDay: .answer(503, [("Retry-After", "86400")])
        case .tooManyRequests: .answer(429)
        case .captivePortal: .answer(200, [("Content-Type", "text/html")], Array("<html>log in</html>".utf8))
        }
    }
}
