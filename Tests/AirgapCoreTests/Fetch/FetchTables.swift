import AirgapCore
import Testing

/// The pure decisions of fetching, as tables.
struct FetchTables {
    @Test(arguments: [
        ("", "example.com", 443, false), ("*", "example.com", 443, true), ("example.com", "example.com", 443, true),
        ("example.com", "a.example.com", 443, true), (".example.com", "a.example.com", 80, true),
        ("example.com", "badexample.com", 443, false), ("example.com:8080", "example.com", 443, false),
        ("example.com:8080", "example.com", 8080, true), ("10.0.0.0/8", "10.2.3.4", 443, true),
        ("10.0.0.0/8", "11.2.3.4", 443, false), ("10.0.0.0/33", "10.2.3.4", 443, false),
        (" a.b , example.com ", "example.com", 443, true), ("*.example.com", "x.example.com", 443, true),
    ])
    func `no_proxy`(_ list: String, _ host: String, _ port: Int, _ expected: Bool) {
        #expect(ProxyException.list(list).contains { $0.covers(host: host, port: port) } == expected)
    }

    @Test func `proxies come from the environment`() throws {
        let settings = try ProxySettings(environment: [
            "HTTPS_PROXY": "http://user:p%40ss@proxy.example:3128", "http_proxy": "proxy2.example:8080",
        ])
        let credentials = "dXNlcjpwQHNz"
        let secure = settings.route(for: try RemoteURL("https://a.example/"))
        #expect(secure == .http(host: "proxy.example", port: 3128, credentials: credentials))
        let plain = settings.route(for: try RemoteURL("http://a.example/"))
        #expect(plain == .http(host: "proxy2.example", port: 8080, credentials: nil))
        let loopback = settings.route(for: try RemoteURL("http://127.0.0.1:5000/"))
        #expect(loopback == .direct)
        #expect(throws: FetchError.badProxy("all_proxy")) {
            try ProxySettings(environment: ["all_proxy": "gopher://x"])
        }
    }

    @Test(
        arguments: [
            ("0", 0), ("120", 120), ("Fri, 31 Dec 1999 23:59:59 GMT", 59), ("Fri, 31 Dec 1999 23:58:00 GMT", 0),
            ("-1", nil), ("soon", nil), ("", nil),
        ] as [(String, Int64?)])
    func `Retry-After`(_ text: String, _ expected: Int64?) {
        let now = Timestamp("1999-12-31T23:59:00Z")
        #expect(RetryAfter.seconds(text, now: now ?? .now()) == expected)
    }

    @Test func `retries are bounded and grow`() throws {
        let policy = RetryPolicy()
        let reset = FetchError.transport("u", "reset")
        #expect(policy.decide(reset, attempt: 1, serverSeconds: nil, jitter: 1) == .retry(afterMilliseconds: 500))
        #expect(policy.decide(reset, attempt: 1, serverSeconds: nil, jitter: 0) == .retry(afterMilliseconds: 250))
        #expect(policy.decide(reset, attempt: 4, serverSeconds: nil, jitter: 1) == .retry(afterMilliseconds: 4000))
        #expect(policy.decide(reset, attempt: 5, serverSeconds: nil, jitter: 1) == .giveUp)
        #expect(policy.decide(reset, attempt: 2, serverSeconds: 7, jitter: 1) == .retry(afterMilliseconds: 7000))
        #expect(policy.decide(reset, attempt: 2, serverSeconds: 7000, jitter: 1) == .giveUp)
        let digest = Digest(of: [])
        let wrong = FetchError.wrongDigest(url: "u", expected: digest, received: digest)
        #expect(policy.decide(wrong, attempt: 1, serverSeconds: nil, jitter: 1) == .retry(afterMilliseconds: 500))
        #expect(policy.decide(wrong, attempt: 2, serverSeconds: nil, jitter: 1) == .giveUp)
        let gone = FetchError.status(method: "GET", url: "u", status: 404, detail: nil)
        #expect(policy.decide(gone, attempt: 1, serverSeconds: nil, jitter: 1) == .giveUp)
    }

    @Test(arguments: [
        ("bytes 0-9/10", true), ("bytes 5-9/*", true), ("bytes 9-5/10", false), ("bytes 0-10/10", false),
        ("items 0-9/10", false), ("bytes -5/10", false), ("", false), ("bytes 0-99999999999999999999/1", false),
    ])
    func `Content-Range`(_ text: String, _ valid: Bool) {
        #expect((ContentRange(text) != nil) == valid)
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example/"), ("HTTP://A.Example:80/x?y=z#f", "http://a.example/x?y=z"),
        ("https://a.example:8443/p%20q/", "https://a.example:8443/p%20q/"),
        ("http://[::1]:5000/v2/", "http://[::1]:5000/v2/"),
    ])
    func `URLs`(_ text: String, _ expected: String) throws {
        #expect(try RemoteURL(text).description == expected)
    }

    @Test(arguments: ["ftp://a/b", "https:///x", "/x", "https://u:p@a/", "https://a:99999/", "file:///etc/passwd", ""])
    func `bad URLs`(_ text: String) {
        #expect(throws: RemoteURLError.self) { try RemoteURL(text) }
    }
}
