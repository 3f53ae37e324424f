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
    }
}
