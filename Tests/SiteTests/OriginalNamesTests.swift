import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// Images under the names that they have where they come from.
    @Suite(.serialized)
    struct OriginalNamesTests {
        @Test(arguments: SiteForm.allCases)
        func `ns maps names and tags; what it does not know is taken as it is written`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                let digest = Digest(of: SiteTree.docker)
                let cases: [(String, [UInt8]?)] = [
                    ("library/app/manifests/2.0?ns=docker.io", SiteTree.manifest),
                    ("app/manifests/2.0?ns=docker.io", SiteTree.manifest),
                    ("library/app/manifests/2.0?ns=registry-1.docker.io", SiteTree.manifest),
                    ("docker.io/library/app/manifests/2.0", SiteTree.manifest),
                    ("library/app/manifests/1.0?ns=docker.io", SiteTree.manifest),
                    ("library/app/manifests/1.0?ns=nowhere.example", SiteTree.manifest),
                    ("library/app/manifests/2.0?ns=quay.io", nil), ("library/app/manifests/2.0", nil),
                    ("calico/node/manifests/v3.1?ns=quay.io", SiteTree.untyped),
                    ("quay.io/calico/node/manifests/v3.1", SiteTree.untyped),
                    ("quay.io/calico/node/manifests/\(Digest(of: SiteTree.untyped))", SiteTree.untyped),
                    ("calico/node/manifests/v3.1?ns=docker.io", nil),
                    ("calico/node/blobs/\(Digest(of: SiteTree.config))?ns=quay.io", SiteTree.config),
                    ("pause/manifests/\(digest)?ns=registry.k8s.io", SiteTree.docker),
                    ("pause/blobs/\(Digest(of: SiteTree.layer))?ns=registry.k8s.io", SiteTree.layer),
                    ("pause/blobs/\(Digest(of: SiteTree.noise))?ns=registry.k8s.io", nil),
                    ("docker.io/many/tags/manifests/t1", SiteTree.untyped),
                ]
                for (path, bytes) in cases {
                    let answer = try await Curl.get("\(site.http)/v2/\(path)")
                    #expect(answer.status == (bytes == nil ? 404 : 200), "\(path)")
                    if let bytes { #expect(answer.body == bytes, "\(path)") }
                }
                let tags = try await Curl.get(site.http + "/v2/calico/node/tags/list?ns=quay.io")
                #expect(tags.json?["tags"] == .array([.string("v3.1")]) && tags.headers["oci-namespace"] == "quay.io")
                #expect(tags.json?["name"]?.string == "calico/node")
            }
        }
    }
}
