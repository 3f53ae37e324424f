import AirgapCore
import NIOPosix
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// What no honest client sends.
    @Suite(.serialized)
    struct BadRequestTests {
        /// The statuses of the answers in what was received.
        private static func statuses(_ bytes: [UInt8]) -> [Int] {
            String(decoding: bytes, as: UTF8.self).split(separator: "HTTP/1.", omittingEmptySubsequences: false)
                .dropFirst()
                .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
        }

        @Test(arguments: SiteForm.allCases)
        func `path traversal in every encoding, NUL, over-long names`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                let climbs = [
                    "..", "%2e%2e", "%2E.", ".%2e", "..%2f..", "..%5c..", "..\\..", "%252e%252e", "%c0%ae%c0%ae",
                    "%u002e%u002e", "..;", "....", "..%00", ".../..", "%2e%2e%2f%2e%2e", "..%c0%af..",
                    "\u{FF0E}\u{FF0E}",
                ]
                let prefixes = [
                    "/", "/files/", "/files/host/", "/v2/", "/v2/library/app/manifests/", "/v2/library/app/blobs/",
                ]
                for prefix in prefixes {
                    let paths = climbs.map {
                        prefix + Array(repeating: $0, count: 6).joined(separator: "/") + "/etc/passwd"
                    }
                    for (path, answer) in zip(paths, try await Curl.getAll(paths.map { site.http + $0 })) {
                        #expect(answer.hasSuffix(" 400") || answer.hasSuffix(" 404"), "\(path): \(answer)")
                        #expect(!answer.contains("root:"), "\(path)")
                    }
                }
                for path in [
                    "/\(String(repeating: "a", count: 9000))", "/files/%00", "/%", "/%zz", "/a%7Fb",
                    "/files/empty%00.txt",
                ] {
                    #expect([400, 414].contains(try await Curl.get(site.http + path).status), "\(path.prefix(20))")
                }
                let inside = [
                    "/bundle.json", "/SHA256SUMS", "/airgap.lock", "/resources/nginx/files/empty",
                    "/test-1-amd64/bundle.json",
                ]
                for path in inside { #expect(try await Curl.get(site.http + path).status == 404, "\(path)") }
            }
        }

        @Test func `broken requests get 4xx or the end of the connection`() async throws {
            try await SharedTree.serve { site, _ in
                let long = String(repeating: "x", count: 70_000)
                let many = (0..<500).map { "h\($0): x\r\n" }.joined()
                let cases = [
                    "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / FTP/1.1\r\n\r\n",
                    "\u{1}\u{2}\u{3}\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\(many)\r\n",
                    "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                    "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                ]
                for text in cases {
                    let received = try #require(
                        try await RawConnection.exchange(Array(text.utf8), port: site.httpPort), "\(text.prefix(60))")
                    let statuses = Self.statuses(received)
                    #expect(
                        statuses.allSatisfy { (400..<500).contains($0) || $0 == 200 }, "\(text.prefix(60)): \(statuses)"
                    )
                }
                #expect(try await Curl.get(site.http + "/healthz").text == "ok\n")
            }
        }

        @Test func `a half-closed connection still gets its answer`() async throws {
            try await SharedTree.serve { site, _ in
                let request = Array("GET /files/host/noise.bin HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
                let received = try #require(try await RawConnection.exchange(request, port: site.httpPort))
                #expect(Array(received.suffix(SiteTree.noise.count)) == SiteTree.noise)
            }
        }

        @Test func `slow-loris: a head that drips, a body that does not come, an answer that nobody reads`()
            async throws
        {
            let arguments = ["--idle-timeout", "1"]
            try await SharedTree.serve(.unpacked, arguments) { site, _ in
                let drip = try RawConnection(port: site.httpPort)
                let body = try RawConnection(port: site.httpPort)
                let unread = try RawConnection(port: site.httpPort)
                try body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
                try unread.send(String(repeating: "GET /files/host/noise.bin HTTP/1.1\r\nHost: x\r\n\r\n", count: 8))
                try drip.send("GET / HTTP/1.1\r\n")
                for number in 0..<40 {
                    try drip.send("X-\(number): y\r\n")
                    try await Task.sleep(for: .milliseconds(100))
                }
                // All three are gone: only the one that asks is left.
                let metrics = try await Curl.get(site.http + "/metrics").text
                #expect(metrics.contains("airgap_connections_open 1\n"), "\(metrics)")
                #expect(try await NIOThreadPool.singleton.runIfActive { drip.receiveAll() != nil })
            }
        }

        @Test func `more connections than allowed wait for a place`() async throws {
            try await SharedTree.serve(.unpacked, ["--max-connections", "3", "--idle-timeout", "2"]) { site, _ in
                let held = try (0..<3).map { _ in try RawConnection(port: site.httpPort) }
                #expect(try await Curl.get(site.http + "/healthz").text == "ok\n")
                #expect(held.count == 3)
            }
        }

        @Test(arguments: SiteForm.allCases)
        func `ten thousand random requests: a right status, never a 500, nothing from outside`(form: SiteForm)
            async throws
        {
            try await SharedTree.serve(form) { site, _ in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for part in 0..<4 {
                        group.addTask {
                            var random = RandomRequests(seed: UInt64(part) + 100)
                            for number in 0..<1250 {
                                let request = random.next()
                                let received = try #require(
                                    try await RawConnection.exchange(request, port: site.httpPort), "\(part)-\(number)")
                                let statuses = Self.statuses(Array(received.prefix(4096)))
                                let text = String(decoding: request, as: UTF8.self)
                                #expect(
                                    statuses.allSatisfy { RandomRequests.statuses.contains($0) }, "\(text): \(statuses)"
                                )
                                #expect(!received.starts(with: Array("root:".utf8)))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await Curl.get(site.http + "/healthz").text == "ok\n")
                #expect(!(try await Curl.get(site.http + "/metrics").text.contains("status=\"5")))
            }
        }
    }
}
