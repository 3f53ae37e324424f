import Testing

@testable import Site

/// Targets of requests.
struct RequestTargetTests {
    @Test(
        arguments: [
            ("/", [], true), ("/a/b", ["a", "b"], false), ("/a//b/", ["a", "b"], true), ("/a/./b", ["a", "b"], false),
            ("/%61%2Fb", ["a", "b"], false), ("http://host:80/a?x=1", ["a"], false), ("https://host", [], true),
            ("/a?../..", ["a"], false), ("/a%20b", ["a b"], false), ("/...", ["..."], false),
        ] as [(String, [String], Bool)])
    func `what can be read`(text: String, parts: [String], isFolder: Bool) throws {
        let target = try RequestTarget(text)
        #expect(target.parts == parts)
        #expect(target.isFolder == isFolder)
    }

    @Test(
        arguments: [
            ("a", .malformed), ("", .malformed), ("*", .malformed), ("/%", .malformed), ("/%0", .malformed),
            ("/%00", .malformed), ("/%ff", .malformed), ("/a%0d%0ab", .malformed), ("/../etc/passwd", .leavesRoot),
            ("/a/%2e%2e/b", .leavesRoot), ("/..%2fb", .leavesRoot), ("/a/..", .leavesRoot),
            ("/" + String(repeating: "a", count: 8192), .tooLong), ("host:80", .malformed),
        ] as [(String, RequestTargetError)])
    func `what cannot`(text: String, error: RequestTargetError) {
        #expect(throws: error) { try RequestTarget(text) }
    }
}
