import AirgapCore
import Testing

@testable import Images

struct TokenRealmTests {
    @Test(arguments: [
        // registry, realm, may see credentials
        ("https://quay.io", "https://quay.io/token", true),
        ("https://registry-1.docker.io", "https://auth.docker.io/token", true),
        ("http://127.0.0.1:5000", "http://127.0.0.1:6000/token", true),
        ("http://10.0.0.1:5000", "http://10.0.0.1/token", true),
        ("http://10.0.0.1:5000", "https://auth.example/token", false),
    ])
    func `token services that may be asked`(_ registry: String, _ realm: String, _ maySee: Bool) throws {
        let found = try TokenRealm(realm, of: try RemoteURL(registry))
        #expect(found.maySeeCredentials == maySee)
    }

    @Test(arguments: [
        ("https://quay.io", "http://quay.io/token", "plain http"),
        ("http://10.0.0.1:5000", "http://10.0.0.2/token", "plain http"),
        ("https://quay.io", "https://127.0.0.1/token", "this machine"),
        ("https://quay.io", "https://localhost:8443/token", "this machine"),
        ("https://quay.io", "file:///etc/passwd", "unusable"),
        ("https://quay.io", "https://u:p@quay.io/", "unusable"),
        ("https://quay.io", "", "unusable"),
    ])
    func `token services that are refused`(_ registry: String, _ realm: String, _ reason: String) throws {
        let url = try RemoteURL(registry)
        let error = #expect(throws: RegistryAuthError.self) { try TokenRealm(realm, of: url) }
        #expect("\(try #require(error))".contains(reason))
    }

    @Test func `a token request names service and scope`() throws {
        let realm = try TokenRealm("https://a.example/token?x=1", of: try RemoteURL("https://b.example/"))
        let request = try TokenRequest(
            realm: realm, registry: "https://b.example", service: "b c", scope: "repository:x/y:pull", credentials: nil
        ).request()
        #expect(
            request.url.description
                == "https://a.example/token?x=1&service=b%20c&scope=repository%3Ax%2Fy%3Apull")
        #expect(request.authorizer == nil)
    }

    @Test func `an identity token is sent in the body only`() throws {
        let realm = try TokenRealm("https://a.example/token", of: try RemoteURL("https://a.example/"))
        let request = try TokenRequest(
            realm: realm, registry: "https://a.example", service: "s", scope: "", credentials: .identityToken("s&cret")
        ).request()
        #expect(request.method == .post)
        #expect(request.url == realm.url)
        #expect(String(decoding: request.body, as: UTF8.self).hasSuffix("refresh_token=s%26cret"))
    }

    @Test(arguments: [
        ("/v2/library/nginx/manifests/1.25", "repository:library/nginx:pull"),
        ("/v2/a/b/c/blobs/sha256:00", "repository:a/b/c:pull"),
        ("/v2/", ""), ("/", ""), ("/v2/manifests/x", ""),
    ])
    func `scopes follow from the path`(_ path: String, _ scope: String) throws {
        #expect(TokenScope(for: try RemoteURL("https://r.example\(path)")).description == scope)
    }
}
