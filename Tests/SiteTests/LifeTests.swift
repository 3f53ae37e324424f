import AirgapCore
import Subprocess
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// Starting, stopping, and what is told meanwhile.
    @Suite(.serialized)
    struct LifeTests {
        @Test(arguments: [Signal.terminate, .interrupt])
        func `a stop takes no more connections, finishes the transfer under way and exits with 0`(signal: Signal)
            async throws
        {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            let outcome = try await ServedProcess.run(tree.packed, in: folder) { site in
                async let slow = Curl.get(site.http + "/files/host/noise.bin", ["--limit-rate", "1500k"])
                try await site.waitForConnections(1)
                try await PeerProgram.run("kill", ["-\(signal == .terminate ? "TERM" : "INT")", "\(site.process)"])
                for _ in 0..<500 {
                    let refused = try await CommandRunner.run(
                        "curl", ["-s", "--max-time", "5", site.http + "/healthz"])
                    if refused.status == 7 { break }
                    try await Task.sleep(for: .milliseconds(20))
                }
                let answer = try await slow
                #expect(answer.status == 200 && answer.body == SiteTree.noise)
                for _ in 0..<500 where try await site.isRunning() { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(outcome.status == .exited(0))
        }

        /// RFC 9112, section 9.3: which connections go on after an answer.
        @Test func `connections of HTTP/1.0 end, unless the client asks`() async throws {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            _ = try await ServedProcess.run(tree.folder, in: folder) { site in
                func answers(_ first: String) async throws -> (count: Int, keepAlive: Bool) {
                    // What follows a last request is not answered.
                    let bytes = try await RawConnection.exchange(
                        Array("GET /healthz \(first)\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n".utf8), port: site.httpPort)
                    let text = String(decoding: try #require(bytes), as: UTF8.self).lowercased()
                    return (text.split(separator: " 200 ok").count - 1, text.contains("connection: keep-alive"))
                }
                for last in ["HTTP/1.0", "HTTP/1.0\r\nConnection: close", "HTTP/1.1\r\nHost: x\r\nConnection: Close"] {
                    #expect(try await answers(last) == (1, false), "\(last)")
                }
                #expect(try await answers("HTTP/1.0\r\nConnection: Keep-Alive") == (2, true))
                #expect(try await answers("HTTP/1.1\r\nHost: x") == (2, false))
                // ab speaks HTTP/1.0: without -k it waits for the end of each connection.
                for (options, kept) in [([], nil), (["-k"], "Keep-Alive requests:    50")] as [([String], String?)] {
                    let said = try await PeerProgram.run(
                        "ab", ["-q", "-s", "5", "-n", "50", "-c", "5"] + options + [site.http + "/healthz"])
                    #expect(said.contains("Complete requests:      50") && said.contains("Failed requests:        0"))
                    #expect(said.contains(kept ?? ""), "\(said)")
                }
            }
        }

        @Test func `a stop does not wait longer than it may`() async throws {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            let outcome = try await ServedProcess.run(tree.folder, ["--stop-timeout", "1"], in: folder) { site in
                let connection = try RawConnection(port: site.httpPort)
                try connection.send("GET /files/host/noise.bin HTTP/1.1\r\nHost: x\r\n\r\n")
                try await PeerProgram.run("kill", ["-TERM", "\(site.process)"])
                for _ in 0..<1000 where try await site.isRunning() { try await Task.sleep(for: .milliseconds(20)) }
                connection.close()
            }
            #expect(outcome.status == .exited(0))
        }

        @Test func `requests are logged a line each and counted`() async throws {
            let folder = try TemporaryFolder()
            let log = folder.appending("access.log")
            let tree = try await SiteTree(in: folder)
            try await ServedProcess.run(tree.packed, ["--access-log", log.string], in: folder) { site in
                _ = try await Curl.get(site.http + "/files/host/noise.bin", ["-A", "a \"quoted\" agent"])
                _ = try await Curl.get(site.http + "/v2/library/app/manifests/1.0")
                _ = try await Curl.get(site.http + "/v2/library/app/manifests/none")
                _ = try await Curl.get(site.http + "/%0aX")
                let metrics = try await Curl.get(site.http + "/metrics").text
                #expect(metrics.contains("airgap_requests_total{kind=\"file\",status=\"200\"} 1\n"))
                #expect(metrics.contains("airgap_requests_total{kind=\"manifest\",status=\"404\"} 1\n"))
                #expect(metrics.contains("airgap_requests_total{kind=\"refused\",status=\"400\"} 1\n"))
                #expect(metrics.contains("airgap_sent_bytes_total{kind=\"file\"} \(SiteTree.noise.count)\n"))
                #expect(metrics.contains("airgap_connections_open 1\n"))
                try Self.checkFormat(metrics)
            }
            let lines = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 5)
            #expect(lines[0].contains(" 127.0.0.1 \"GET /files/host/noise.bin\" 200 \(SiteTree.noise.count) "))
            #expect(lines[0].hasSuffix("\"a \\u{22}quoted\\u{22} agent\""))
            #expect(lines[3].contains("\"GET /%0aX\" 400 "))
        }

        /// The text format of Prometheus: a type for every family, a number for every sample.
        private static func checkFormat(_ text: String) throws {
            var types: Set<Substring> = []
            for line in text.split(separator: "\n") {
                if line.hasPrefix("# TYPE ") { types.insert(line.split(separator: " ")[2]) }
                guard !line.hasPrefix("#") else { continue }
                let words = line.split(separator: " ")
                #expect(words.count == 2 && Double(words[1]) != nil, "\(line)")
                #expect(types.contains { words[0].hasPrefix($0) }, "\(line)")
            }
        }

        @Test func `what cannot be served is told, with the exit code for it`() async throws {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            func serve(_ path: FilePath, _ more: [String] = []) async throws -> CommandRunner.Outcome {
                try await CommandRunner.run(
                    AirgapProgram.path.string,
                    ["serve", path.string, "--http-port", "0", "--https-port", "0", "--host", "127.0.0.1"]
                        + ["--state", folder.appending("s").string] + more)
            }
            #expect(try await serve(folder.appending("nothing")).status == 66)
            try FileSystem.makeFolder(folder.appending("empty"))
            #expect(try await serve(folder.appending("empty")).status == 66)
            #expect(try await serve(tree.folder, ["--host", "203.0.113.77"]).status == 69)
            #expect(try await serve(tree.folder, ["--name", "no name"]).status == 65)
            let file = tree.folder.appending("resources/nginx/files/empty")
            try FileSystem.removeFile(file)
            let missing = try await serve(tree.folder)
            #expect(missing.status == 1 && missing.errors.contains("'resources/nginx/files/empty': is not there"))
            try AtomicFile.write([1], to: file)
            #expect(try await serve(tree.folder).errors.contains("the files have"))
            try FileSystem.removeFile(file)
            try await PeerProgram.run("ln", ["-s", "/etc/passwd", file.string])
            #expect(try await serve(tree.folder).errors.contains("is a symbolic link"))
            let key = try await SigningKey.make()
            let ring = try folder.write(try await key.publicKey(armored: true), at: "ring.asc")
            #expect(try await serve(tree.packed, ["--key", ring.string]).status == 3)
        }
    }
}
