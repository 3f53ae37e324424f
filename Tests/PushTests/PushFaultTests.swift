import AirgapCore
import Images
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Push

/// Faults between a push and docker-registry: what is lost is sent again, what is refused goes another way, and the images
/// are whole afterwards.
struct PushFaultTests {
    private static let image: MadeImage = {
        var random = SeededRandom(seed: 5)
        return MadeImage([random.bytes(1_500_000), random.bytes(700_000)])
    }()

    private func bundle(in folder: TemporaryFolder) throws -> FilePath {
        var made = MadeBundle()
        try made.add(Self.image, as: "library/one:1")
        try made.add(Self.image, as: "library/two:1")
        return try made.write(to: folder.appending("tree"))
    }

    /// Pushes through a proxy that spoils requests, and pulls from the registry itself.
    private func push(
        jobs: Int = 2, _ script: @escaping FaultProxy.Script,
        _ check: @escaping @Sendable (PushReport, FaultProxy) throws -> Void = { _, _ in }
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(before: registry.port, script) { proxy in
                let report = try await PushRun(options: PushOptions(jobs: jobs)).run(path, to: proxy.host)
                #expect(report.images.map(\.result) == [.pushed, .pushed], "\(report.failures)")
                try check(report, proxy)
            }
            for name in ["one", "two"] {
                try await RegistryPeer.pull("\(registry.host)/library/\(name)@\(Self.image.digest)")
            }
        }
    }

    /// A second attempt would come in an hour.
    @Test(.timeLimit(.minutes(2)), arguments: ["127.0.0.1:1", "localhost:1"])
    func `where nobody listens, that is said at once`(_ host: String) async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        let error = await #expect(throws: FetchError.self) { try await PushRun(pause: 3_600_000).run(path, to: host) }
        #expect(error == .refused("http://\(host)/v2/"), "\(error.map { "\($0)" } ?? "")")
        #expect("\(try #require(error))" == "http://\(host)/v2/: connection refused")
    }

    @Test(arguments: ["HEAD", "GET", "POST", "PUT"], [500, 502, 503, 429])
    func `a burst of errors passes`(method: String, status: Int) async throws {
        let headers = status == 429 ? [("Retry-After", "0")] : []
        try await push { request in
            request.method == method && request.count < 3 ? .answer(.answer(status, headers)) : .pass
        }
    }

    @Test(arguments: [1, 100_000, 1_400_000])
    func `a body that is cut off is sent again`(bytes: Int) async throws {
        try await push { request in
            request.length > 500_000 && request.count < 4 ? .cut(bytes) : .pass
        }
    }

    @Test func `a body that is too large goes in parts, and so do all after it`() async throws {
        try await push(jobs: 1) { request in
            request.length > 300_000 ? .answer(.answer(413)) : .pass
        } _: { report, proxy in
            let refused = proxy.requests.filter { $0.length > 300_000 }
            // 1.5 MB, then halves of it; what comes later is cut at once.
            #expect(refused.map(\.length) == [1_500_000, 750_000, 375_000])
            let parts = proxy.requests.filter { $0.method == "PATCH" && $0.length <= 300_000 }
            #expect(parts.map(\.length).reduce(0, +) == 2_200_000 && parts.allSatisfy { $0.length <= 187_500 })
            #expect(parts.first?.headers["content-range"] == "0-187499")
        }
    }

    @Test func `a server that refuses before it has read, and closes`() async throws {
        try await push(jobs: 1) { request in
            request.length > 1_000_000
                ? .answerAtOnce(.answer(413, [("Connection", "close")])) : .pass
        }
    }

    @Test func `the least size of a part is honoured`() async throws {
        try await push(jobs: 1) { request in
            if request.method == "POST" {
                return .changed { $0 + "\r\nOCI-Chunk-Min-Length: 600000" }
            }
            return request.length > 700_000 ? .answer(.answer(413)) : .pass
        } _: { _, proxy in
            let parts = proxy.requests.filter { $0.method == "PATCH" && $0.length < 700_000 }.map(\.length)
            #expect(parts == [600_000, 600_000, 300_000, 600_000, 100_000], "\(parts)")
        }
    }

    @Test func `a part that is cut off costs no more than the upload`() async throws {
        try await push(jobs: 1) { request in
            if request.length > 300_000 { return .answer(.answer(413)) }
            return request.method == "PATCH" && [3, 6].contains(request.count) ? .cut(1000) : .pass
        }
    }

    @Test func `what even the least parts are too large for is told`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(
                before: registry.port, { $0.length > 10_000 ? .answer(.answer(413)) : .pass },
                { proxy in
                    let report = try await PushRun(options: PushOptions(jobs: 1)).run(path, to: proxy.host)
                    #expect(report.images.map(\.result) == [.failed, .failed])
                    #expect("\(report.failures)".contains("client_max_body_size"))
                })
        }
    }

    @Test func `behind a real nginx with its usual limit of 1 MB`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await NginxFront.run(before: registry.port, bodyLimit: "1m") { nginx in
                let report = try await PushRun().run(path, to: nginx.host)
                #expect(report.images.map(\.result) == [.pushed, .pushed], "\(report.failures)")
            }
            try await RegistryPeer.pull("\(registry.host)/library/two@\(Self.image.digest)")
        }
    }

    @Test func `a mount that is refused becomes an upload`() async throws {
        try await push { request in
            guard request.method == "POST" else { return .pass }
            let plain = String(request.target.prefix { $0 != "?" })
            return plain == request.target ? .pass : .redirected(plain)
        } _: { report, _ in
            #expect(report.sent.blobs == 6 && report.mounted.blobs == 0)
        }
        try await push { request in
            request.method == "POST" && request.target.contains("?mount=") ? .answer(.answer(403)) : .pass
        }
    }

    @Test func `a redirect of an upload is followed with its body`() async throws {
        let once = Mutex<Set<String>>([])
        try await push { request in
            guard request.method == "PUT", !request.target.contains("again=1") else { return .pass }
            let isNew = once.withLock { $0.insert(request.target).inserted }
            let separator = request.target.contains("?") ? "&" : "?"
            return isNew ? .answer(.redirect(307, to: request.target + separator + "again=1")) : .pass
        }
    }

    @Test func `credentials stay with the registry when an upload's address is elsewhere`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(before: registry.port, { _ in .pass }) { other in
                let elsewhere: @Sendable (String) -> String = { head in
                    head.split(separator: "\r\n").map { line in
                        guard line.hasPrefix("Location: "), let path = line.firstRange(of: "/v2/") else { return line }
                        return "Location: http://\(other.host)\(line[path.lowerBound...])"
                    }.joined(separator: "\r\n")
                }
                try await FaultProxy.run(
                    before: registry.port,
                    { request in
                        guard request.headers["authorization"] == "Basic cjpzZWNyZXQ=" else {
                            return .answer(.answer(401, [("WWW-Authenticate", "Basic realm=\"x\"")]))
                        }
                        return request.method == "POST" ? .changed(elsewhere) : .pass
                    },
                    { proxy in
                        let file = try await PushRun.credentials(for: proxy.host, "r", "secret", in: folder)
                        let report = try await PushRun(credentials: [file]).run(path, to: proxy.host)
                        #expect(report.images.map(\.result) == [.pushed, .pushed], "\(report.failures)")
                        #expect(other.requests.map(\.method) == ["PUT", "PUT", "PUT"])
                        #expect(other.requests.allSatisfy { $0.headers["authorization"] == nil })
                    })
            }
        }
    }

    @Test func `a token that runs out in the middle is renewed`() async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        let tokens = Mutex((given: 0, uses: 0))
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(
                before: registry.port,
                { request in
                    if request.target.hasPrefix("/token") {
                        let number = tokens.withLock { state in
                            state = (state.given + 1, 0)
                            return state.given
                        }
                        return .answer(.answer(200, [], Array(#"{"token": "t\#(number)"}"#.utf8)))
                    }
                    let isGood = tokens.withLock { state in
                        state.uses += 1
                        return request.headers["authorization"] == "Bearer t\(state.given)" && state.uses <= 3
                    }
                    let realm = "http://\(request.headers["host"] ?? "")/token"
                    return isGood
                        ? .without("authorization")
                        : .answer(.answer(401, [("WWW-Authenticate", "Bearer realm=\"\(realm)\",service=\"x\"")]))
                },
                { proxy in
                    let report = try await PushRun(options: PushOptions(jobs: 1)).run(path, to: proxy.host)
                    #expect(report.images.map(\.result) == [.pushed, .pushed], "\(report.failures)")
                    #expect(tokens.withLock { $0.given } > 5)
                })
        }
    }

    @Test(arguments: ["/blobs/uploads/", "/manifests/1"])
    func `a registry that says it has stored something else is not believed`(part: String) async throws {
        let folder = try TemporaryFolder()
        let path = try bundle(in: folder)
        let lie = "sha256:" + String(repeating: "0", count: 64)
        try await DockerRegistry.run(.init(storage: folder.appending("registry"))) { registry in
            try await FaultProxy.run(
                before: registry.port,
                { request in
                    guard request.method == "PUT", request.target.contains("/one" + part) else { return .pass }
                    return .changed { head in
                        head.split(separator: "\r\n").map {
                            $0.hasPrefix("Docker-Content-Digest") ? "Docker-Content-Digest: \(lie)" : $0
                        }.joined(separator: "\r\n")
                    }
                },
                { proxy in
                    let report = try await PushRun(options: PushOptions(jobs: 1)).run(path, to: proxy.host)
                    #expect(report.images.map(\.result) == [.failed, .pushed])
                    #expect(report.images[0].failure?.contains(lie) ?? false, "\(report)")
                })
        }
    }
}
