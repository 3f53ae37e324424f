import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// Files and folders over HTTP, as curl and wget get them.
    @Suite(.serialized)
    struct WebRootTests {
        @Test(arguments: SiteForm.allCases)
        func `every file comes as it is, over HTTP and HTTPS`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, tree in
                for (path, bytes) in tree.files {
                    let url = "/" + PercentEncoding.encode(path: path)
                    let plain = try await Curl.get(site.http + url)
                    let secure = try await Curl.get(site.https + url, ["--cacert", site.authority.string])
                    #expect(plain.status == 200 && plain.body == bytes, "\(path)")
                    #expect(secure.status == 200 && secure.body == bytes, "\(path)")
                    #expect(plain.headers["etag"] == "\"\(Digest(of: bytes).hex)\"")
                    let head = try await Curl.get(site.http + url, ["--head"])
                    #expect(head.status == 200 && head.body.isEmpty)
                    #expect(head.headers["content-length"] == "\(bytes.count)")
                }
            }
        }

        @Test(arguments: SiteForm.allCases)
        func `ranges: first, last, open, one byte, behind the end`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                for (path, bytes) in [
                    ("files/host/noise.bin", SiteTree.noise), ("files/host/a%20b%2Bc.txt", SiteTree.text),
                ] {
                    let size = bytes.count
                    let cases: [(String, Range<Int>)] = [
                        ("0-0", 0..<1), ("0-99", 0..<100), ("-17", (size - 17)..<size),
                        ("\(size - 1)-", (size - 1)..<size),
                        ("1048000-1049000", 1_048_000..<1_049_001), ("65530-65540", 65530..<65541),
                        ("100-99999999999999999999999", 100..<size), ("-99999999", 0..<size),
                    ]
                    for (range, expected) in cases {
                        let answer = try await Curl.get("\(site.http)/\(path)", ["-H", "Range: bytes=\(range)"])
                        #expect(answer.status == 206, "\(range)")
                        #expect(answer.body == Array(bytes[expected]), "\(range)")
                        #expect(
                            answer.headers["content-range"]
                                == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/\(size)")
                    }
                    for range in ["\(size)-", "99999999999999999999-", "-0"] {
                        let answer = try await Curl.get("\(site.http)/\(path)", ["-H", "Range: bytes=\(range)"])
                        #expect(
                            answer.status == 416 && answer.headers["content-range"] == "bytes */\(size)", "\(range)")
                    }
                    for range in [
                        "bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes", "bytes=--1",
                    ] {
                        let answer = try await Curl.get("\(site.http)/\(path)", ["-H", "Range: \(range)", "--head"])
                        #expect(answer.status == 200 && answer.headers["content-length"] == "\(size)", "\(range)")
                    }
                }
            }
        }

        @Test func `conditions: entity tags, dates, If-Range`() async throws {
            try await SharedTree.serve(.unpacked) { site, _ in
                let url = site.http + "/files/host/noise.bin"
                let tag = "\"\(Digest(of: SiteTree.noise).hex)\""
                let date = "Tue, 14 Nov 2023 22:13:20 GMT"
                let cases: [([String], Int)] = [
                    (["If-None-Match: \(tag)"], 304), (["If-None-Match: W/\(tag), \"x\""], 304),
                    (["If-None-Match: *"], 304),
                    (["If-None-Match: \"x\""], 200), (["If-Modified-Since: \(date)"], 304),
                    (["If-Modified-Since: Tue, 14 Nov 2023 22:13:19 GMT"], 200), (["If-Modified-Since: nonsense"], 200),
                    (["If-None-Match: \"x\"", "If-Modified-Since: \(date)"], 200), (["If-Match: \(tag)"], 200),
                    (["If-Match: \"x\""], 412), (["If-Match: W/\(tag)"], 412),
                    (["If-Unmodified-Since: Tue, 14 Nov 2023 22:13:19 GMT"], 412),
                    (["If-Range: \(tag)", "Range: bytes=0-1"], 206), (["If-Range: \"x\"", "Range: bytes=0-1"], 200),
                    (["If-Range: \(date)", "Range: bytes=0-1"], 206),
                    (["If-Range: Tue, 14 Nov 2023 22:13:21 GMT", "Range: bytes=0-1"], 200),
                ]
                for (headers, status) in cases {
                    let answer = try await Curl.get(url, headers.flatMap { ["-H", $0] })
                    #expect(answer.status == status, "\(headers)")
                    if status == 304 { #expect(answer.headers["etag"] == tag && answer.body.isEmpty) }
                }
                #expect(try await Curl.get(url).headers["last-modified"] == date)
            }
        }

        @Test func `indexes of repositories go without a date, and caches must ask`() async throws {
            try await SharedTree.serve(.unpacked) { site, _ in
                for path in ["rocky/9/repodata/repomd.xml", "repos/x-http.repo", "site.conf", "certs/rootCA.crt"] {
                    let answer = try await Curl.get(
                        "\(site.http)/\(path)", ["-H", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT"])
                    #expect(answer.status == 200, "\(path)")
                    #expect(
                        answer.headers["last-modified"] == nil && answer.headers["cache-control"] == "no-cache",
                        "\(path)")
                }
            }
        }

        @Test func `folders are listed, a missing slash is added, types fit`() async throws {
            try await SharedTree.serve(.unpacked) { site, _ in
                let listing = try await Curl.get(site.http + "/files/host/")
                #expect(listing.status == 200 && listing.headers["content-type"] == "text/html; charset=utf-8")
                #expect(listing.text.contains("href=\"./a%20b+c.txt\">a b+c.txt</a>"))
                let moved = try await Curl.get(site.http + "/files/host")
                #expect(moved.status == 301 && moved.headers["location"] == "/files/host/")
                let types = [
                    "files/host/a%20b+c.txt": "text/plain; charset=utf-8", "tools/tool.tar.gz": "application/gzip",
                    "debian/pool/x_1%253a2_amd64.deb": "application/vnd.debian.binary-package",
                    "rocky/9/repodata/repomd.xml": "application/xml", "files/empty": "application/octet-stream",
                ]
                for (path, type) in types {
                    #expect(try await Curl.get("\(site.http)/\(path)").headers["content-type"] == type, "\(path)")
                }
            }
        }

        @Test func `wget mirrors it by its listings, and resumes a file`() async throws {
            let folder = try TemporaryFolder()
            let copy = folder.appending("copy")
            try await SharedTree.serve(.packed) { site, tree in
                try FileSystem.makeFolder(copy)
                try await PeerProgram.run(
                    "wget", ["-q", "-r", "-np", "-nH", "-R", "index.html*", "-P", copy.string, site.http + "/files/"])
                for (path, bytes) in tree.files where path.hasPrefix("files/") {
                    #expect(try FileSystem.read(copy.appending(path), limit: 8 << 20) == bytes, "\(path)")
                }
                let part = try folder.write(Array(SiteTree.noise.prefix(1_234_567)), at: "noise.bin")
                try await PeerProgram.run(
                    "wget", ["-q", "-c", "-P", folder.path.string, site.http + "/files/host/noise.bin"])
                #expect(try FileSystem.read(part, limit: 8 << 20) == SiteTree.noise)
            }
        }

        @Test func `site-conf says what node-setup-sh needs`() async throws {
            try await SharedTree.serve(.unpacked) { site, _ in
                let lines = try await Curl.get(site.http + "/site.conf").text.split(separator: "\n")
                let values = Dictionary(
                    uniqueKeysWithValues: lines.map { line in
                        let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                        return (String(sides[0]), String(sides[1]))
                    })
                let authority = try await Curl.get(site.http + "/certs/rootCA.crt")
                #expect(
                    values == [
                        "registry_domain": "kube.registry.local", "registry_ip": "127.0.0.1",
                        "registry_port": "\(site.httpsPort)", "http_port": "\(site.httpPort)",
                        "https_port": "\(site.httpsPort)", "ca_path": "/certs/rootCA.crt",
                        "ca_sha256": Digest(of: authority.body).hex, "registries": "docker.io quay.io registry.k8s.io",
                        "ns_mapping": "yes", "ntp_server": "127.0.0.1",
                    ])
            }
        }
    }
}
