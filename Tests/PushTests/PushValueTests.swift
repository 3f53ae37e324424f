import AirgapCore
import Images
import Testing

@testable import Push

/// Texts that people and registries write.
struct PushValueTests {
    @Test(arguments: [
        ("harbor.site/apps", "harbor.site", "apps"), ("10.0.0.5:5000", "10.0.0.5:5000", nil),
        ("https://localhost:5000/a/b/", "localhost:5000", "a/b"), ("[::1]:5000/x", "[::1]:5000", "x"),
        ("docker.io/team", "docker.io", "team"),
    ])
    func `places to push to`(text: String, host: String, project: String?) throws {
        let target = try PushTarget(text)
        #expect("\(target.registry)" == host && target.project?.description == project)
        #expect(target.isSecure == text.hasPrefix("https"))
    }

    @Test(arguments: ["", "/x", "http://x", "x/Upper", "a b", "x:0", "https://", "x//y", "ftp://x/y"])
    func `no places to push to`(text: String) {
        #expect(throws: PushTargetError.self) { try PushTarget(text) }
    }

    @Test(arguments: [
        ("library/nginx:1.25", true), ("library/nginx", true), ("*", true), ("*nginx*", true), ("library/*:1.2?", true),
        ("**/**", true), ("nginx", false), ("library/nginx:1.2", false), ("library/*:2*", false), ("", false),
        ("library/nginx:1.25?", false),
    ])
    func `patterns of names`(pattern: String, fits: Bool) throws {
        #expect(NamePattern(pattern).matches(try RepositoryName("library/nginx"), try ImageTag("1.25")) == fits)
    }

    @Test(
        arguments: [
            ("0-0", 1), ("0-1023", 1024), ("bytes=0-9", 10), ("1-5", nil), ("0", nil), ("0-", nil), ("", nil),
            ("0-9223372036854775807", nil), ("0--5", nil), ("0-99999999999999999999", nil),
        ] as [(String, Int64?)])
    func `ranges of uploads`(text: String, end: Int64?) {
        #expect(UploadRange.end(text) == end)
    }

    @Test func `parts get smaller, down to the least`() {
        let limit = ChunkLimit()
        #expect(limit.current == nil)
        #expect(limit.refused(10 << 30) == ChunkLimit.first)
        #expect(limit.refused(ChunkLimit.first) == 32 << 20)
        #expect(limit.refused(200 << 10) == ChunkLimit.least && limit.refused(ChunkLimit.least) == nil)
        #expect(limit.current == ChunkLimit.least)
    }

    @Test(arguments: [
        ("https://r/v2/a/b/blobs/uploads/", nil, "repository:a/b:pull,push"),
        ("https://r/v2/a/b/blobs/uploads/uuid?_state=x", "repository:a/b:pull", "repository:a/b:pull,push"),
        (
            "https://r/v2/a/blobs/uploads/?mount=x&from=c", "repository:a:pull,push repository:c:pull",
            "repository:a:pull,push repository:c:pull"
        ),
        ("https://r/v2/", nil, ""),
    ])
    func `what tokens are asked for`(url: String, challenged: String?, scope: String) throws {
        #expect(TokenScope(for: try RemoteURL(url), .push).asking(for: challenged) == scope)
    }
}
