import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// The page for people.
    @Suite(.serialized)
    struct PageTests {
        @Test(arguments: SiteForm.allCases)
        func `it shows what there is, finds by words, and needs nothing from elsewhere`(form: SiteForm) async throws {
            try await SharedTree.serve(form) { site, _ in
                let page = try await Curl.get(site.http + "/")
                #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
                #expect(page.headers["content-security-policy"]?.hasPrefix("default-src 'none'") ?? false)
                for text in [
                    "test 1", "library/app:1.0", "from docker.io/library/app:2.0", ">x</a>", "1:2 amd64",
                    "files/host/noise.bin",
                    "files/ünï/ö.txt", "hosts.toml", "update-ca-certificates", "/etc/yum.repos.d/", "docker pull",
                    "podman pull",
                ] {
                    #expect(page.text.contains(text), "\(text)")
                }
                #expect(!page.text.contains("<script") && !page.text.contains("<link") && !page.text.contains("<img"))
                #expect(!page.text.contains("src=") && !page.text.contains("@import") && !page.text.contains("url("))
                for part in page.text.split(separator: "href=\"").dropFirst() {
                    #expect(part.hasPrefix("/") || part.hasPrefix("#") || part.hasPrefix("."), "\(part.prefix(40))")
                }
                let found = try await Curl.get(site.http + "/?q=noise+HOST")
                #expect(found.text.contains("1 found") && found.text.contains("noise.bin</a>"))
                #expect(!found.text.contains("tool.tar.gz</a>"))
                let hostile = try await Curl.get(site.http + "/?q=%3Cscript%3E%22%27")
                #expect(!hostile.text.contains("<script>") && hostile.text.contains("&lt;script&gt;&quot;&#39;"))
                let named = try await Curl.get(site.http + "/", ["-H", "Host: \"><script>:80"])
                #expect(!named.text.contains("<script>"))
            }
        }

        @Test func `it is well-formed: every element is closed`() async throws {
            try await SharedTree.serve { site, _ in
                for path in ["/", "/?q=a", "/files/", "/files/%C3%BCn%C3%AF/"] {
                    let text = try await Curl.get(site.http + path).text
                    let script = """
                        import sys
                        from html.parser import HTMLParser
                        void = {"meta", "input", "br", "link", "img"}
                        class P(HTMLParser):
                            stack = []
                            def handle_starttag(self, t, a):
                                if t not in void: self.stack.append(t)
                            def handle_endtag(self, t):
                                assert self.stack and self.stack.pop() == t, (t, self.getpos())
                        p = P(); p.feed(sys.stdin.read()); p.close(); assert not p.stack, p.stack
                        """
                    try await PeerProgram.run("python3", ["-c", script], input: Array(text.utf8))
                }
            }
        }
    }
}
