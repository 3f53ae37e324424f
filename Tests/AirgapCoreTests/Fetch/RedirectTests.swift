import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Redirects: where they lead, what they carry, which are refused.
struct RedirectTests {
    static let content = Array("content".utf8)

    @Test(arguments: [301, 302, 303, 307, 308]) func `a redirect is followed`(_ status: Int) async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            request.target == "/a" ? .redirect(status, to: "../b?c=d") : .file(Self.content, for: request)
        }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                try await bench.fetcher.fetch([try FetchBench.item(server.base + "/a", Self.content)])
                #expect(server.requests.map(\.target) == ["/a", "/b?c=d"])
            }
        }
    }

    @Test func `credentials stay with their origin`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ .file(Self.content, for: $0) }) { blobs in
            try await ScriptedServer.run({ request in
                request.target == "/away" ? .redirect(307, to: blobs.base + "/blob") : .redirect(307, to: "/away")
            }) { registry in
                try await FetchBench.run(cache: folder.path) { bench in
                    let item = FetchItem(
                        name: "blob", module: ModuleName(rawValue: "test"),
                        sources: [try RemoteURL(registry.base + "/a")],
                        digest: Digest(of: Self.content), size: nil,
                        authorizers: [TestAuthorizer(origin: registry.base)])
                    try await bench.fetcher.fetch([item])
                    #expect(
                        registry.requests.map { $0.headers["authorization"] } == ["Basic c2VjcmV0", "Basic c2VjcmV0"])
                    #expect(blobs.requests.count == 1)
                    #expect(blobs.requests.first?.headers["authorization"] == nil)
                }
            }
        }
    }

    @Test func `https works with a private authority, and never redirects to http`() async throws {
        let folder = try TemporaryFolder()
        let certificate = try await TestCertificate(in: folder)
        try await ScriptedServer.run(
            certificate: (certificate.chain, certificate.key),
            { request in
                request.target == "/down"
                    ? .redirect(302, to: "http://127.0.0.1:1/x") : .file(Self.content, for: request)
            }
        ) { server in
            try await FetchBench.run(cache: folder.appending("one"), trustRoots: certificate.authority) { bench in
                try await bench.fetcher.fetch([try FetchBench.item(server.base + "/a", Self.content)])
                let error = await #expect(throws: StageError.self) {
                    try await bench.fetcher.fetch([try FetchBench.item(server.base + "/down", [1])])
                }
                let text = "\(try #require(error))"
                #expect(text.contains("refused redirect from https to http://127.0.0.1:1/x"))
            }
            try await FetchBench.run(cache: folder.appending("two"), { $0.retry.attempts = 1 }) { bench in
                let error = await #expect(throws: StageError.self) {
                    try await bench.fetcher.fetch([try FetchBench.item(server.base + "/a", Self.content)])
                }
                let text = "\(try #require(error))".lowercased()
                #expect(text.contains("certificate"))
            }
        }
    }

    @Test func `a proxy is used for others, not for loopback`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ $0.method == "CONNECT" ? [.head(200)] : .file(Self.content, for: $0) }) {
            proxy in
            let environment = ["http_proxy": proxy.base, "no_proxy": "skipped.invalid"]
            try await FetchBench.run(
                cache: folder.path, proxies: try ProxySettings(environment: environment), { $0.retry.attempts = 1 }
            ) { bench in
                try await bench.fetcher.fetch([try FetchBench.item("http://files.invalid/a", Self.content)])
                #expect(proxy.requests.map(\.target) == ["files.invalid:80", "/a"])
                await #expect(throws: StageError.self) {
                    try await bench.fetcher.fetch([try FetchBench.item("http://skipped.invalid/b", [1])])
                }
                #expect(proxy.requests.count == 2)
            }
        }
    }
}
