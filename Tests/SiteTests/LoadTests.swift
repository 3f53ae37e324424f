import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// Many clients at once.
    @Suite(.serialized)
    struct LoadTests {
        /// 200 clients, and each of them all of the image; over TLS too.
        @Test(arguments: SiteForm.allCases)
        func `200 clients pull an image set without an error, in less than 100 MB`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                for base in [site.http, site.https] {
                    let blob = "\(base)/v2/library/app/blobs/\(Digest(of: SiteTree.noise))"
                    let text = "\(base)/files/host/a%20b%2Bc.txt"
                    let urls = (0..<200).flatMap { number in
                        [number % 4 == 0 ? text : blob, blob].map { "url = \"\($0)\"\noutput = /dev/null\n" }
                    }
                    let outcome = try await PeerProgram.run(
                        "curl",
                        ["-sS", "--fail", "--cacert", site.authority.string, "--parallel", "--parallel-immediate"]
                            + ["--parallel-max", "200", "-w", "%{http_code}\n", "-K", "-"],
                        input: Array(urls.joined().utf8))
                    #expect(outcome.split(separator: "\n").filter { $0 == "200" }.count == 400)
                }
                let peak = try site.peakMemory()
                #expect(peak < 100_000, "\(peak) kB")
            }
        }

        /// The system takes the first answers, so the server has to wait in the middle of a later one; a body in memory would
        /// take 2,500 kB each.
        @Test(arguments: SiteForm.allCases, [false, true])
        func `clients that do not read cost little, whatever they asked for`(form: SiteForm, isSecure: Bool)
            async throws
        {
            try await SharedTree.serve(form) { site, _ in
                let count = 100
                let slow = try await SlowClients(count, of: site, isSecure: isSecure, path: "/files/host/noise.bin")
                #expect(slow.metrics.contains("airgap_connections_open \(count + 1)\n"))
                let answered = slow.metrics.split(separator: "\n")
                    .first { $0.hasPrefix("airgap_requests_total{kind=\"file\",status=\"200\"} ") }
                    .flatMap { Int($0.split(separator: " ")[1]) }
                #expect((answered ?? 0) < count * 8)
                #expect(slow.held - slow.before < count * 200, "\(slow.before) kB before, \(slow.held) kB with them")
                #expect(slow.digest == Digest(of: SiteTree.noise).hex)
            }
        }

        @Test func `the limit of open files is raised as far as it may be`() async throws {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            try await ServedProcess.run(tree.folder, openFiles: 64, in: folder) { site in
                let slow = try await SlowClients(100, of: site, isSecure: false, path: "/files/host/noise.bin")
                #expect(slow.digest == Digest(of: SiteTree.noise).hex)
            }
        }
    }
}
