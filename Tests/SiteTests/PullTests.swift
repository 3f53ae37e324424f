import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// "Pull" of the OCI distribution specification 1.1: each test is named after a sentence of it that says MUST.
    @Suite(.serialized)
    struct PullTests {
        private static let manifest = Digest(of: SiteTree.manifest)

        @Test(arguments: SiteForm.allCases)
        func `end-1 Determining Support: GET v2 is 200`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                for base in [site.http, site.https] {
                    for path in ["/v2/", "/v2"] {
                        let answer = try await Curl.get(base + path, ["--cacert", site.authority.string])
                        #expect(answer.status == 200 && answer.json == .object([:]))
                        #expect(answer.headers["docker-distribution-api-version"] == "registry/2.0")
                    }
                }
            }
        }

        @Test(arguments: SiteForm.allCases)
        func `end-3 Pulling manifests: GET MUST provide the expected manifest and MUST be 200 OK, by tag and by digest`(
            form: SiteForm
        ) async throws {
            try await SharedTree.serve(form) { site, _ in
                let cases: [(String, String, [UInt8], String)] = [
                    ("library/app", "1.0", SiteTree.manifest, "application/vnd.oci.image.manifest.v1+json"),
                    ("library/app", "latest", SiteTree.manifest, "application/vnd.oci.image.manifest.v1+json"),
                    ("library/app", "multi", SiteTree.index, "application/vnd.oci.image.index.v1+json"),
                    (
                        "a/b/c-d.e/f_g", "Upper_1.0-x", SiteTree.docker,
                        "application/vnd.docker.distribution.manifest.v2+json"
                    ),
                    ("library/calico-node", "v3.1", SiteTree.untyped, "application/vnd.oci.image.manifest.v1+json"),
                ]
                for (name, tag, bytes, type) in cases {
                    for reference in [tag, "\(Digest(of: bytes))"] {
                        // Whatever is accepted: nothing is converted, and nothing is refused.
                        for accept in [
                            "*/*", type, "application/vnd.docker.distribution.manifest.v1+json", "text/html",
                        ] {
                            let answer = try await Curl.get(
                                "\(site.http)/v2/\(name)/manifests/\(reference)", ["-H", "Accept: \(accept)"])
                            #expect(answer.status == 200 && answer.body == bytes, "\(name) \(reference) \(accept)")
                            #expect(answer.headers["content-type"] == type)
                            #expect(answer.headers["docker-content-digest"] == "\(Digest(of: bytes))")
                        }
                    }
                }
            }
        }

        @Test func `end-3 Pulling manifests: a manifest that is not in the repository MUST be 404 Not Found`()
            async throws
        {
            try await SharedTree.serve { site, _ in
                let cases = [
                    ("library/app/manifests/absent", "MANIFEST_UNKNOWN"),
                    ("library/app/manifests/sha256:\(String(repeating: "0", count: 64))", "MANIFEST_UNKNOWN"),
                    ("library/app/manifests/sha512:\(String(repeating: "0", count: 128))", "MANIFEST_UNKNOWN"),
                    // Another repository has it.
                    ("library/app/manifests/\(Digest(of: SiteTree.docker))", "MANIFEST_UNKNOWN"),
                    ("library/app/manifests/-bad", "MANIFEST_UNKNOWN"),
                    ("library/app/manifests/\(String(repeating: "t", count: 129))", "MANIFEST_UNKNOWN"),
                    ("library/none/manifests/1.0", "NAME_UNKNOWN"), ("library/manifests/1.0", "NAME_UNKNOWN"),
                ]
                for (path, code) in cases {
                    let answer = try await Curl.get("\(site.http)/v2/\(path)")
                    #expect(answer.status == 404 && answer.code == code, "\(path)")
                    let head = try await Curl.get("\(site.http)/v2/\(path)", ["--head"])
                    #expect(head.status == 404, "\(path)")
                }
            }
        }

        @Test(arguments: SiteForm.allCases)
        func
            `end-2 Pulling blobs: GET MUST provide the expected blob and MUST be 200 OK, its digest MUST match the body`(
                form: SiteForm
            ) async throws
        {
            try await SharedTree.serve(form) { site, _ in
                for bytes in [SiteTree.config, SiteTree.layer, SiteTree.noise] {
                    let answer = try await Curl.get("\(site.http)/v2/library/app/blobs/\(Digest(of: bytes))")
                    #expect(answer.status == 200 && answer.body == bytes)
                    #expect(answer.headers["docker-content-digest"] == "\(Digest(of: answer.body))")
                    #expect(answer.headers["content-type"] == "application/octet-stream")
                }
            }
        }

        @Test func `end-2 Pulling blobs: a blob that is not in the repository MUST be 404 Not Found`() async throws {
            try await SharedTree.serve { site, _ in
                let cases = [
                    ("library/app/blobs/sha256:\(String(repeating: "0", count: 64))", "BLOB_UNKNOWN"),
                    ("library/app/blobs/sha512:\(String(repeating: "0", count: 128))", "BLOB_UNKNOWN"),
                    // Another repository has it.
                    ("library/calico-node/blobs/\(Digest(of: SiteTree.layer))", "BLOB_UNKNOWN"),
                    ("library/none/blobs/\(Digest(of: SiteTree.layer))", "NAME_UNKNOWN"),
                ]
                for (path, code) in cases {
                    let answer = try await Curl.get("\(site.http)/v2/\(path)")
                    #expect(answer.status == 404 && answer.code == code, "\(path)")
                }
            }
        }

        @Test(arguments: SiteForm.allCases)
        func `end-2 Pulling blobs: a registry SHOULD support the Range header as RFC 9110 has it`(form: SiteForm)
            async throws
        {
            try await SharedTree.serve(form) { site, _ in
                let url = "\(site.http)/v2/library/app/blobs/\(Digest(of: SiteTree.noise))"
                let middle = try await Curl.get(url, ["-H", "Range: bytes=1000000-1999999"])
                #expect(middle.status == 206 && middle.body == Array(SiteTree.noise[1_000_000..<2_000_000]))
                #expect(middle.headers["docker-content-digest"] == "\(Digest(of: SiteTree.noise))")
                #expect(try await Curl.get(url, ["-H", "Range: bytes=2500123-"]).status == 416)
            }
        }

        @Test(arguments: SiteForm.allCases)
        func
            `Checking if content exists: HEAD of a blob or manifest MUST be 200 OK, of an absent one MUST be 404 Not Found`(
                form: SiteForm
            ) async throws
        {
            try await SharedTree.serve(form) { site, _ in
                for (path, bytes) in [
                    ("manifests/1.0", SiteTree.manifest), ("manifests/\(Self.manifest)", SiteTree.manifest),
                    ("blobs/\(Digest(of: SiteTree.layer))", SiteTree.layer),
                ] {
                    let answer = try await Curl.get("\(site.http)/v2/library/app/\(path)", ["--head"])
                    #expect(answer.status == 200 && answer.body.isEmpty, "\(path)")
                    #expect(answer.headers["content-length"] == "\(bytes.count)")
                    #expect(answer.headers["docker-content-digest"] == "\(Digest(of: bytes))")
                }
                for path in ["manifests/2", "blobs/sha256:\(String(repeating: "0", count: 64))"] {
                    #expect(try await Curl.get("\(site.http)/v2/library/app/\(path)", ["--head"]).status == 404)
                }
            }
        }

        @Test
        func `Error Codes: a JSON body MUST be a list of errors with a code of upper case letters and underscores`()
            async throws
        {
            try await SharedTree.serve { site, _ in
                let cases =
                    [
                        ("library/app/blobs/sha256:xyz", 400, "DIGEST_INVALID"),
                        ("library/app/blobs/x", 400, "DIGEST_INVALID"),
                        ("library/app/blobs/sha256:\(String(repeating: "A", count: 64))", 400, "DIGEST_INVALID"),
                        ("library/app/manifests/sha256:..%2f..", 400, nil),
                        ("library/app/manifests/sha256:0", 400, "DIGEST_INVALID"),
                        ("Library/app/manifests/1.0", 400, "NAME_INVALID"),
                        ("a..b/c/manifests/1.0", 400, "NAME_INVALID"),
                        ("\(String(repeating: "a", count: 300))/tags/list", 400, "NAME_INVALID"),
                        ("-a/tags/list", 400, "NAME_INVALID"),
                        ("library/app/tags/list?n=x", 400, "PAGINATION_NUMBER_INVALID"),
                        ("library/app/tags/list?n=-1", 400, "PAGINATION_NUMBER_INVALID"),
                        ("nothing", 404, nil), ("library/app/uploads", 405, "UNSUPPORTED"),
                    ] as [(String, Int, String?)]
                for (path, status, code) in cases {
                    let answer = try await Curl.get("\(site.http)/v2/\(path)")
                    #expect(answer.status == status, "\(path)")
                    if let code { #expect(answer.code == code, "\(path)") }
                }
            }
        }

        @Test func `end-4 to end-11: what would change something is refused with 405 and UNSUPPORTED`() async throws {
            try await SharedTree.serve { site, _ in
                let cases = [
                    ("POST", "library/app/blobs/uploads/"), ("POST", "library/app/blobs/uploads/?mount=x&from=y"),
                    ("PATCH", "library/app/blobs/uploads/1"), ("PUT", "library/app/blobs/uploads/1?digest=sha256:0"),
                    ("PUT", "library/app/manifests/1.0"), ("DELETE", "library/app/manifests/1.0"),
                    ("DELETE", "library/app/manifests/\(Self.manifest)"),
                    ("DELETE", "library/app/blobs/\(Digest(of: SiteTree.layer))"), ("OPTIONS", ""), ("PROPFIND", "x"),
                ]
                for (method, path) in cases {
                    let answer = try await Curl.get(
                        "\(site.http)/v2/\(path)", ["-X", method, "--data-binary", "some bytes"])
                    #expect(answer.status == 405 && answer.code == "UNSUPPORTED", "\(method) \(path)")
                    #expect(answer.headers["allow"] == "GET, HEAD")
                }
            }
        }
    }
}
