import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

struct CredentialStoreTests {
    /// `user:pass:word` in base64.
    static let auth = "dXNlcjpwYXNzOndvcmQ="

    @Test(arguments: [
        ("quay.io", #"{"auths": {"quay.io": {"auth": "\#(auth)"}}}"#),
        ("quay.io", #"{"auths": {"https://quay.io/v1/": {"auth": "\#(auth)"}}}"#),
        ("quay.io", #"{"auths": {"https://quay.io": {"username": "user", "password": "pass:word"}}}"#),
        ("docker.io", #"{"auths": {"https://index.docker.io/v1/": {"auth": "\#(auth)"}}}"#),
        ("docker.io", #"{"auths": {"docker.io": {"auth": "\#(auth)"}}}"#),
        ("127.0.0.1:5000", #"{"auths": {"127.0.0.1:5000": {"auth": "\#(auth)"}}, "unknown": [1]}"#),
    ])
    func `entries are found under every key`(_ host: String, _ json: String) async throws {
        let found = try await credentials(json, for: host)
        #expect(found == .password(user: "user", secret: "pass:word"))
        #expect("\(String(reflecting: found))".contains("pass:word") == false)
    }

    /// A namespace's own entry wins over its registry's (containers-auth.json(5)).
    @Test(arguments: [
        ("quay.io", "team/app", "app"), ("quay.io", "team/other", "team"), ("quay.io", "teams/app", "registry"),
        ("quay.io", nil, "registry"), ("docker.io", "library/nginx", "library"), ("docker.io", "other/x", "hub"),
    ])
    func `namespaces have credentials of their own`(_ host: String, _ name: String?, _ user: String) async throws {
        let entries = [
            ("quay.io/team/app", "app"), ("quay.io/team", "team"), ("quay.io", "registry"),
            ("docker.io/library", "library"), ("https://index.docker.io/v1/", "hub"),
        ]
        let folder = try TemporaryFolder()
        let auths = entries.map { #""\#($0)": {"username": "\#($1)", "password": "p"}"# }.joined(separator: ", ")
        let store = CredentialStore(files: [try folder.write(#"{"auths": {\#(auths)}}"#, at: "auth.json")])
        let found = try await store.credentials(
            for: try RegistryHost(host), try name.map { try RepositoryName($0) })
        #expect(found == .password(user: user, secret: "p"))
    }

    @Test(arguments: [
        #"{}"#, #"{"auths": {}}"#, #"{"auths": {"other.io": {"auth": "\#(auth)"}}}"#, #"{"auths": {"quay.io": {}}}"#,
        #"{"auths": {"quay.io.evil.example": {"auth": "\#(auth)"}}}"#, #"{"auths": []}"#,
    ])
    func `nothing is nothing`(_ json: String) async throws {
        #expect(try await credentials(json, for: "quay.io") == nil)
    }

    @Test(arguments: [
        #"{"auths": {"quay.io": {"auth": "%%%"}}}"#, #"{"auths": {"quay.io": {"auth": "bm9jb2xvbg=="}}}"#, "not json",
        #"{"credsStore": "../../evil"}"#, #"{"credHelpers": {"quay.io": "a b"}}"#,
    ])
    func `broken files are told`(_ json: String) async throws {
        let error = await #expect(throws: CredentialError.self) { try await credentials(json, for: "quay.io") }
        #expect(error?.exitCode == .badConfiguration)
    }

    @Test func `an identity token is found`() async throws {
        let found = try await credentials(#"{"auths": {"quay.io": {"identitytoken": "tok"}}}"#, for: "quay.io")
        #expect(found == .identityToken("tok"))
    }

    @Test func `the registry's auth file comes before docker's`() throws {
        let store = CredentialStore(environment: ["REGISTRY_AUTH_FILE": "/a/auth.json", "HOME": "/h"])
        #expect(store.files == ["/a/auth.json", "/h/.docker/config.json"])
        #expect(CredentialStore(environment: ["DOCKER_CONFIG": "/d", "HOME": "/h"]).files == ["/d/config.json"])
        #expect(CredentialStore(environment: [:]).files == [])
    }

    @Test func `a missing file has nothing`() async throws {
        let store = CredentialStore(files: ["/nonexistent/config.json"])
        #expect(try await store.credentials(for: try RegistryHost("quay.io")) == nil)
    }

    /// A helper as docker's are: a program that reads the registry and writes JSON.
    @Test func `a credential helper is asked`() async throws {
        let folder = try TemporaryFolder()
        let helper = try folder.write(
            """
            read -r server
            case "$server" in
              quay.io) printf '{"ServerURL": "quay.io", "Username": "user", "Secret": "pass:word"}' ;;
              https://index.docker.io/v1/) printf '{"Username": "<token>", "Secret": "tok"}' ;;
              broken.io) printf 'oops' ;;
              failing.io) echo 'secret things' >&2; exit 3 ;;
              *) echo 'credentials not found in native keychain'; exit 1 ;;
            esac
            """, at: "helper.sh")
        let file = try folder.write(
            #"{"credsStore": "all", "credHelpers": {"quay.io": "own"}, "auths": {"else.io": {"auth": "\#(Self.auth)"}}}"#,
            at: "config.json")
        let store = CredentialStore(files: [file]) { program, input in
            #expect(["docker-credential-all", "docker-credential-own"].contains(program))
            return try await CommandRunner.run("sh", [helper.string, "get"], input: input)
        }
        func found(_ host: String) async throws -> RegistryCredentials? {
            try await store.credentials(for: try RegistryHost(host))
        }
        #expect(try await found("quay.io") == .password(user: "user", secret: "pass:word"))
        #expect(try await found("docker.io") == .identityToken("tok"))
        #expect(try await found("else.io") == .password(user: "user", secret: "pass:word"))
        #expect(try await found("none.io") == nil)
        await #expect(throws: CredentialError.badHelperAnswer(name: "all")) { try await found("broken.io") }
        await #expect(throws: CredentialError.helperFailed(name: "all", status: 3)) { try await found("failing.io") }
    }

    private func credentials(_ json: String, for host: String) async throws -> RegistryCredentials? {
        let folder = try TemporaryFolder()
        let store = CredentialStore(files: [try folder.write(json, at: "config.json")])
        return try await store.credentials(for: try RegistryHost(host))
    }
}
