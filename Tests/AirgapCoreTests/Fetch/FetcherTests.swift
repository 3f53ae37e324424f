import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Good servers, bad servers, and what must come of it.
struct FetcherTests {
    static let content: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }

    @Test func `an object is fetched once and then taken from the store`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ .file(Self.content, for: $0) }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let item = try FetchBench.item(server.base + "/a", Self.content)
                try await bench.fetcher.fetch([item, item])
                try await bench.fetcher.fetch([item])
                #expect(server.requests.count == 1)
                #expect(try bench.store.read(item.digest, limit: 1 << 20) == Self.content)
            }
        }
    }

    /// Each fault passes by itself: the fetch succeeds.
    @Test(arguments: TransientFault.allCases) func `transient faults are survived`(_ fault: TransientFault) async throws
    {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            request.count < fault.times ? fault.steps(Self.content, request) : .file(Self.content, for: request)
        }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let item = try FetchBench.item(server.base + "/a", Self.content, size: fault != .withoutLength)
                try await bench.fetcher.fetch([item])
                #expect(try bench.store.read(item.digest, limit: 1 << 20) == Self.content)
            }
        }
    }

    /// Each fault stays: the fetch fails with the right error, and nothing wrong is in the store.
    @Test(arguments: LastingFault.allCases) func `lasting faults are named`(_ fault: LastingFault) async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ fault.steps(Self.content, $0) }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let item = try FetchBench.item(server.base + "/a", Self.content)
                let error = await #expect(throws: StageError.self) { try await bench.fetcher.fetch([item]) }
                #expect("\(try #require(error))".contains(fault.message), "\(String(describing: error))")
                #expect(error?.exitCode == fault.exitCode)
                #expect(try !bench.store.contains(item.digest))
            }
        }
    }

    @Test func `a download goes on where the last run stopped`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            request.count == 0
                ? .file(Self.content, for: request, sending: 100_000).inserting(.pause(1000))
                : request.count < 6 ? [.reset] : .file(Self.content, for: request)
        }) { server in
            let item = try FetchBench.item(server.base + "/a", Self.content)
            _ = try await FetchBench.run(cache: folder.path) { bench in
                await #expect(throws: StageError.self) { try await bench.fetcher.fetch([item]) }
            }
            let kept = try #require(try FileSystem.status(folder.appending("partial/\(item.digest.hex)"))).size
            #expect(kept > 0)
            try await FetchBench.run(cache: folder.path) { bench in
                try await bench.fetcher.fetch([item])
                #expect(bench.progress.movedBytes == Int64(Self.content.count) - kept)
                #expect(try bench.store.read(item.digest, limit: 1 << 20) == Self.content)
            }
            let last = try #require(server.requests.last)
            #expect(last.headers["range"] == "bytes=\(kept)-")
            #expect(last.headers["if-range"] == "\"v1\"")
        }
    }

    @Test func `a partial download of something that changed starts again`() async throws {
        let folder = try TemporaryFolder()
        let old = [UInt8](repeating: 7, count: Self.content.count)
        try await ScriptedServer.run({ request in
            request.count == 0
                ? .file(old, for: request, etag: "\"old\"", sending: 50_000)
                : .file(Self.content, for: request, etag: "\"new\"")
        }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let item = try FetchBench.item(server.base + "/a", Self.content)
                try await bench.fetcher.fetch([item])
                #expect(try bench.store.read(item.digest, limit: 1 << 20) == Self.content)
            }
        }
    }

    @Test func `one failure does not stop the others, and all failures are told`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ request in
            request.target.hasPrefix("/bad") ? .answer(404) : .file(Array(request.target.utf8), for: request)
        }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let names = ["good1", "bad1", "good2", "bad2", "good3"]
                let items = try names.map {
                    try FetchBench.item(server.base + "/" + $0, Array("/\($0)".utf8), name: $0)
                }
                let error = await #expect(throws: FailureList.self) { try await bench.fetcher.fetch(items) }
                #expect(error?.failures.count == 2)
                let text = "\(try #require(error))"
                #expect(text.contains("test: bad2: GET"))
                for item in items where item.name.hasPrefix("good") {
                    #expect(try bench.store.contains(item.digest))
                }
            }
        }
    }

    @Test func `the next source is tried when one fails`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ $0.target == "/gone" ? .answer(404) : .file(Self.content, for: $0) }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let item = FetchItem(
                    name: "thing", module: ModuleName(rawValue: "test"),
                    sources: [try RemoteURL(server.base + "/gone"), try RemoteURL(server.base + "/here")],
                    digest: Digest(of: Self.content), size: nil)
                try await bench.fetcher.fetch([item])
                #expect(server.requests.map(\.target) == ["/gone", "/here"])
            }
        }
    }

    @Test func `metadata over plain http needs somebody who vouches for it`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ _ in .answer(200, [], Array("hello".utf8)) }) { server in
            try await FetchBench.run(cache: folder.path) { bench in
                let url = try RemoteURL(server.base + "/m")
                await #expect(throws: FetchError.plainHTTP(server.base + "/m")) {
                    try await bench.fetcher.metadata(MetadataRequest(.get, url))
                }
                let answer = try await bench.fetcher.metadata(MetadataRequest(.get, url, allowsPlainHTTP: true))
                #expect(answer.body == Array("hello".utf8))
                await #expect(throws: FetchError.tooLarge(url: server.base + "/m", limit: 4)) {
                    try await bench.fetcher.metadata(MetadataRequest(.get, url, limit: 4, allowsPlainHTTP: true))
                }
            }
        }
    }

    @Test func `no more than the share of one host runs at once`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ [.pause(30)] + .file(Array($0.target.utf8), for: $0) }) { server in
            try await FetchBench.run(cache: folder.path, { $0.jobsPerHost = 2 }) { bench in
                let items = try (0..<12).map { try FetchBench.item(server.base + "/\($0)", Array("/\($0)".utf8)) }
                try await bench.fetcher.fetch(items)
                #expect(server.requests.count == 12)
                #expect(server.mostOpenConnections <= 2)
            }
        }
    }
}
