import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// "Content Discovery" of the OCI distribution specification 1.1: each test is named after a sentence that says MUST.
    @Suite(.serialized)
    struct DiscoveryTests {
        private static let manyTags = (0..<25).map { "t\($0)" }.sorted()

        private static func tags(_ answer: Curl) -> [String]? { answer.json?["tags"]?.array?.compactMap(\.string) }

        /// Where the `Link` header points; nil without one.
        private static func next(_ answer: Curl) -> String? {
            guard let link = answer.headers["link"], link.hasPrefix("<"), link.hasSuffix(">; rel=\"next\"") else {
                return nil
            }
            return String(link.dropFirst().prefix { $0 != ">" })
        }

        @Test(arguments: SiteForm.allCases)
        func `end-8a Listing Tags: MUST be 200 OK with name and tags, which MUST be in lexical order`(form: SiteForm)
            async throws
        {
            try await SharedTree.serve(form) { site, _ in
                let answer = try await Curl.get(site.http + "/v2/many/tags/tags/list")
                #expect(answer.status == 200 && answer.headers["content-type"] == "application/json")
                #expect(answer.json?["name"]?.string == "many/tags")
                #expect(Self.tags(answer) == Self.manyTags && answer.headers["link"] == nil)
                #expect(try await Curl.get(site.http + "/v2/none/tags/list").code == "NAME_UNKNOWN")
            }
        }

        @Test func `end-8b Listing Tags: n MUST give at most n tags, and a Link as RFC 5988 has it leads to the rest`()
            async throws
        {
            try await SharedTree.serve { site, _ in
                var seen: [String] = []
                var path: String? = "/v2/many/tags/tags/list?n=10"
                var pages = 0
                while let next = path, pages < 9 {
                    let answer = try await Curl.get(site.http + next)
                    let tags = try #require(Self.tags(answer))
                    #expect(tags.count <= 10)
                    seen += tags
                    pages += 1
                    path = Self.next(answer)
                }
                #expect(seen == Self.manyTags && pages == 3)
                let whole = try await Curl.get(site.http + "/v2/many/tags/tags/list?n=25")
                #expect(Self.tags(whole) == Self.manyTags && whole.headers["link"] == nil)
                let more = try await Curl.get(site.http + "/v2/many/tags/tags/list?n=99999999999999999999999")
                #expect(Self.tags(more) == Self.manyTags)
            }
        }

        @Test func `end-8b Listing Tags: n of zero MUST give an empty list and MUST NOT include a Link`() async throws {
            try await SharedTree.serve { site, _ in
                let answer = try await Curl.get(site.http + "/v2/many/tags/tags/list?n=0")
                #expect(answer.status == 200 && Self.tags(answer) == [] && answer.headers["link"] == nil)
            }
        }

        @Test func `end-8b Listing Tags: with last the list MUST begin non-inclusively with it, n is optional`()
            async throws
        {
            try await SharedTree.serve { site, _ in
                for last in ["t3", "t2zzz", "t", "", "zzz", "%C3%BC"] {
                    let answer = try await Curl.get("\(site.http)/v2/many/tags/tags/list?last=\(last)")
                    let name = PercentEncoding.decode(last) ?? ""
                    #expect(Self.tags(answer) == Self.manyTags.filter { $0 > name }, "\(last)")
                }
                let both = try await Curl.get(site.http + "/v2/many/tags/tags/list?n=2&last=t3")
                #expect(Self.tags(both) == ["t4", "t5"] && Self.next(both) != nil)
            }
        }

        @Test func `the catalog: all repositories, with the same pages`() async throws {
            try await SharedTree.serve { site, _ in
                let all = ["a/b/c-d.e/f_g", "library/app", "library/calico-node", "many/tags"]
                var seen: [String] = []
                var path: String? = "/v2/_catalog?n=3"
                while let next = path {
                    let answer = try await Curl.get(site.http + next)
                    #expect(answer.status == 200)
                    seen += answer.json?["repositories"]?.array?.compactMap(\.string) ?? []
                    path = Self.next(answer)
                }
                #expect(seen == all)
            }
        }

        @Test(arguments: SiteForm.allCases)
        func
            `end-12a Listing Referrers: MUST be an index with the media type, descriptors MUST have artifactType and annotations`(
                form: SiteForm
            ) async throws
        {
            try await SharedTree.serve(form) { site, _ in
                let digest = Digest(of: SiteTree.manifest)
                let answer = try await Curl.get("\(site.http)/v2/library/app/referrers/\(digest)")
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "application/vnd.oci.image.index.v1+json")
                #expect(answer.json?["schemaVersion"] == .integer(2))
                #expect(answer.json?["mediaType"]?.string == "application/vnd.oci.image.index.v1+json")
                let list = answer.json?["manifests"]?.array ?? []
                // The artifact's own type, or the configuration's media type where it has none; nothing without a subject.
                #expect(
                    Set(list.compactMap { $0["artifactType"]?.string })
                        == ["application/vnd.example.sbom", "application/vnd.example.signature"])
                #expect(list.count == 2 && answer.headers["oci-filters-applied"] == nil)
                let sbom = try #require(list.first { $0["artifactType"]?.string == "application/vnd.example.sbom" })
                #expect(sbom["annotations"] == .object(["a": .string("b")]))
                for entry in list {
                    let pulled = try await Curl.get(
                        "\(site.http)/v2/library/app/manifests/\(entry["digest"]?.string ?? "")")
                    #expect(Int64(pulled.body.count) == entry["size"]?.integer)
                    #expect(pulled.headers["content-type"] == entry["mediaType"]?.string)
                }
            }
        }

        @Test
        func
            `end-12a Listing Referrers: no referrers MUST be an empty list, 404 MUST NOT be, a bad digest MUST be 400`()
            async throws
        {
            try await SharedTree.serve { site, _ in
                let zero = "sha256:" + String(repeating: "0", count: 64)
                for path in ["library/app/referrers/\(zero)", "none/referrers/\(zero)"] {
                    let answer = try await Curl.get("\(site.http)/v2/\(path)")
                    #expect(answer.status == 200 && answer.json?["manifests"] == .array([]), "\(path)")
                    #expect(answer.headers["content-type"] == "application/vnd.oci.image.index.v1+json")
                }
                for digest in ["sha256:0", "x", "sha256:", ":"] {
                    let answer = try await Curl.get("\(site.http)/v2/library/app/referrers/\(digest)")
                    #expect(answer.status == 400 && answer.code == "DIGEST_INVALID", "\(digest)")
                }
            }
        }

        @Test func `end-12b Listing Referrers: an applied filter MUST be named in OCI-Filters-Applied`() async throws {
            try await SharedTree.serve { site, _ in
                let url = "\(site.http)/v2/library/app/referrers/\(Digest(of: SiteTree.manifest))?artifactType="
                let found = try await Curl.get(url + "application/vnd.example.sbom")
                #expect(found.headers["oci-filters-applied"] == "artifactType")
                #expect(found.json?["manifests"]?.array?.count == 1)
                let none = try await Curl.get(url + "application%2Fvnd.example.none")
                #expect(none.headers["oci-filters-applied"] == "artifactType" && none.json?["manifests"] == .array([]))
            }
        }

        @Test func `Referrers Tag Schema: the tag that stands for a digest is served as any other`() async throws {
            try await SharedTree.serve { site, _ in
                let tag = "sha256-\(Digest(of: SiteTree.manifest).hex)"
                let answer = try await Curl.get("\(site.http)/v2/library/app/manifests/\(tag)")
                #expect(answer.status == 200 && answer.json?["manifests"]?.array?.count == 1)
            }
        }
    }
}
