import AirgapCore
import Compose
import SystemPackage
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The project's own templates, judged by the programs that read them.
struct ComposeModuleTests {
    @Test func `docker-compose accepts the compose file`() async throws {
        let folder = try TemporaryFolder()
        let tree = try await RenderedSite.build(folder)
        let outcome = try await CommandRunner.run(
            "docker-compose", ["-f", tree.appending("compose.yaml").string, "config"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(text.contains("library/registry:2.8"))
        #expect(text.contains("127.0.0.1:5000:5000"))
    }

    @Test func `nginx accepts its configuration`() async throws {
        let folder = try TemporaryFolder()
        let tree = try await RenderedSite.build(folder)
        let certificate = try await TestCertificate(in: folder)
        let text = try FileSystem.read(tree.appending("config/nginx.conf"), limit: 1 << 20)
        // The container's paths and its peer's name become this test's own.
        let local = String(decoding: text, as: UTF8.self)
            .replacing("/etc/nginx/certs/server.crt", with: certificate.chain.string)
            .replacing("/etc/nginx/certs/server.key", with: certificate.key.string)
            .replacing("/etc/nginx/origins.conf", with: tree.appending("config/origins-nginx.conf").string)
            .replacing("http://registry:5000", with: "http://127.0.0.1:5000")
        let file = try folder.write("pid \(folder.appending("nginx.pid"));\n" + local, at: "nginx.conf")
        let outcome = try await CommandRunner.run(
            "/usr/sbin/nginx", ["-t", "-c", file.string, "-g", "error_log stderr;"])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `templates keep their executable bit, and faults name template and line`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\necho {{ bundle_name }} {{ bundle_arch }}\n", at: "t/run.sh")
        chmod(folder.appending("t/run.sh").string, 0o755)
        let tree = try await RenderedSite.build("compose: { templates: t }\n", folder)
        let script = try await CommandRunner.run("sh", [tree.appending("run.sh").string])
        #expect(String(decoding: script.output, as: UTF8.self) == "test amd64\n")
        try folder.write("one\ntwo {{ nobody }}\n{{ bundle_name.x }}\n", at: "t/sub/x.conf")
        try folder.write("{{ bundle_arch }}\n  {% if bundle_name %}\n", at: "t/sub/y.conf")
        try folder.write("x", at: "t/bundle.json")
        symlink("/etc/passwd", folder.appending("t/link").string)
        let error = await #expect(throws: FailureList.self) {
            try await RenderedSite.build("compose: { templates: t }\n", folder)
        }
        let text = "\(try #require(error))"
        #expect(text.contains("t/sub/x.conf:2:8: unknown variable 'nobody'"))
        #expect(text.contains("t/sub/x.conf:3:16: no attribute 'x' in a text (of 'bundle_name')"))
        #expect(text.contains("t/sub/y.conf:2:6: not a template: 'if' without 'endif'"))
        #expect(text.contains("t/link is a symbolic link: only regular files can be templates"))
        #expect(text.contains("'bundle.json' belongs to the program"))
    }
}
