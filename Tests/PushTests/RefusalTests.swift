import AirgapCore
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Push

/// Registries that refuse: what is told, and that nothing is written.
struct RefusalTests {
    private static let image = MadeImage([Array("one".utf8)])

    private func push(_ handler: @escaping ScriptedServer.Handler) async throws -> (report: PushReport, posts: Int) {
        let folder = try TemporaryFolder()
        var made = MadeBundle()
        try made.add(Self.image, as: "library/one:1")
        let path = try made.write(to: folder.appending("tree"))
        return try await ScriptedServer.run(handler) { server in
            let report = try await PushRun().run(path, to: "127.0.0.1:\(server.port)/apps")
            return (report, server.requests.count { $0.method == "POST" })
        }
    }

    private static func error(_ code: String, _ message: String) -> [UInt8] {
        Array(#"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#.utf8)
    }

    @Test func `Harbor without the project is told before anything is sent`() async throws {
        let error = await #expect(throws: PushError.self) {
            _ = try await push { request in
                if request.target == "/v2/" { return .answer(200) }
                if request.target.hasSuffix("/systeminfo") {
                    return .answer(200, [], Array(#"{"auth_mode": "db_auth", "harbor_version": "v2.9.0"}"#.utf8))
                }
                return request.method == "HEAD" ? [.head(404)] : .answer(404)
            }
        }
        guard case .missingProject("apps", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.exitCode == .badConfiguration)
    }

    /// What registries have been seen to say to the first request that writes.
    @Test(arguments: [
        (404, "NOT_FOUND", "project apps not found", "has no project 'apps'"),
        (401, "UNAUTHORIZED", "project apps not found: project apps not found", "has no project 'apps'"),
        (404, "NAME_UNKNOWN", "repository name not known to registry", "the project 'apps'"),
        (403, "DENIED", "requested access to the resource is denied", "no right to push to apps/library/one"),
        (413, "DENIED", "adding 1 GiB of storage resource", "quota or storage is used up"),
        (412, "DENIED", "will exceed the configured upper limit of 10 GiB", "quota or storage is used up"),
        (507, "UNKNOWN", "no space left on device", "quota or storage is used up"),
        (405, "UNSUPPORTED", "The operation is unsupported", "405"),
    ])
    func `what is told`(status: Int, code: String, message: String, words: String) async throws {
        let (report, posts) = try await push { request in
            if request.target == "/v2/" { return .answer(200) }
            if request.method == "HEAD" { return [.head(404)] }
            return request.method == "POST" ? .answer(status, [], Self.error(code, message)) : .answer(404)
        }
        let text = "\(try #require(report.failures.first))"
        #expect(text.contains(words) && !text.contains("\n"), "\(text)")
        #expect(posts == 2 && report.images.map(\.result) == [.failed])
    }

    @Test func `where no registry answers`() async throws {
        let error = await #expect(throws: PushError.self) { _ = try await push { _ in .answer(404) } }
        #expect("\(try #require(error))".contains("no registry answers here"))
    }

    @Test(arguments: [
        ("http://elsewhere.example:99999/x", "unusable upload address"),
        ("ftp://127.0.0.1/x", "unusable upload address"),
    ])
    func `an unusable address for an upload`(location: String, words: String) async throws {
        let (report, _) = try await push { request in
            if request.target == "/v2/" { return .answer(200) }
            if request.method == "HEAD" { return [.head(404)] }
            return request.method == "POST" ? .answer(202, [("Location", location)]) : .answer(404)
        }
        #expect("\(try #require(report.failures.first))".contains(words), "\(report.failures)")
    }

    @Test func `a blob that is damaged there is told`() async throws {
        let (report, posts) = try await push { request in
            if request.target == "/v2/" { return .answer(200) }
            if request.target.contains("/blobs/") { return [.head(200, [("Content-Length", "99")])] }
            return request.method == "HEAD" ? [.head(404)] : .answer(404)
        }
        #expect(posts == 0 && "\(report.failures)".contains("with 99 bytes instead of"))
    }
}
