import AirgapCore
import Files
import SystemPackage
import TestSupport
import Testing

/// From entries to files in the tree, against a loopback server.
struct FilesModuleTests {
    private static let binary = FilesBench.binary
    private static let sum = Digest(of: binary).hex

    /// Publishers write checksum files in many ways; each must give the digest of `/dl/tool`.
    @Test(arguments: [
        "{}", "{}\n", "{}  tool\n", "{} *tool\n", "{}  ./dist/tool\n", "00  x\n{}  tool\r\n",
        "{other}  tool2\n{}  tool\n", "SHA256 (tool) = {}\n", "SHA2-256(dist/tool)= {}\n",
        "{other}  arm64/tool\n{}  dl/tool\n", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{}  tool\n",
    ])
    func `checksum files`(_ form: String) async throws {
        let bench = try FilesBench()
        let sums = form.replacing("{other}", with: String(repeating: "b", count: 64)).replacing("{}", with: Self.sum)
        try await ScriptedServer.run({ request in
            request.target.hasSuffix(".sha256") ? .answer(200, [], Array(sums.utf8)) : .file(Self.binary, for: request)
        }) { server in
            let built = try await bench.build(
                files: ["url: '\(server.base)/dl/tool', sha256_url: '\(server.base)/dl/tool.sha256', allow_http: true"])
            #expect(try built.file("\(server.treeFolder)/dl/tool") == Self.binary)
        }
    }

    @Test(arguments: ["", "{other}  other\n", "<html>", "{}  tool\n{other}  tool\n", "{}\n{other}\n"])
    func `checksum files without an answer`(_ form: String) async throws {
        let bench = try FilesBench()
        let sums = form.replacing("{other}", with: String(repeating: "b", count: 64)).replacing("{}", with: Self.sum)
        try await ScriptedServer.run({ _ in .answer(200, [], Array(sums.utf8)) }) { server in
            let error = await #expect(throws: StageError.self) {
                try await bench.build(
                    files: ["url: '\(server.base)/tool', checksum_url: '\(server.base)/s', allow_http: true"])
            }
            let text = "\(try #require(error))"
            #expect(text.contains("for 'tool'"))
            #expect(error?.exitCode == .badConfiguration)
        }
    }

    @Test func `a sha512 vouches, a wrong one does not`() async throws {
        let bench = try FilesBench()
        let file = try bench.folder.write(Self.binary, at: "original")
        let sum = try await PeerProgram.run("sha512sum", [file.string]).prefix(128)
        try await ScriptedServer.run({ .file(Self.binary, for: $0) }) { server in
            let built = try await bench.build(files: ["url: '\(server.base)/tool', to: a/tool, sha512: '\(sum)'"])
            #expect(try built.file("a/tool") == Self.binary)
            #expect(try bench.lock.contains("\"digest\": \"sha256:\(Self.sum)\""))
            #expect(try bench.lock.contains("sha512:\(sum)"))
            try bench.clean()
            let again = try await bench.build(.locked)
            #expect(try again.checksums == built.checksums)
            let wrong = String(repeating: "0", count: 128)
            let error = await #expect(throws: StageError.self) {
                try await bench.build(files: ["url: '\(server.base)/tool', to: b/tool, checksum: 'sha512:\(wrong)'"])
            }
            #expect("\(error, default: "nothing")".contains("checksum mismatch: expected sha512:0000"))
        }
    }

    @Test func `what comes first is recorded, said, and held to`() async throws {
        let bench = try FilesBench()
        let entry = "url: '{}/tool', to: tool, checksum: first-use, allow_http: true"
        try await ScriptedServer.run({ request in
            .file(request.headers["x"] == nil && request.count < 2 ? Self.binary : [1, 2, 3], for: request)
        }) { server in
            let entries = [entry.replacing("{}", with: server.base)]
            let first = try await bench.build(files: entries)
            #expect(first.progress.warnings.count == 1)
            let text = try #require(first.progress.warnings.first)
            #expect(text.contains("nothing vouches for it") && text.contains(Self.sum))
            #expect(try bench.lock.contains("first-use"))
            try FileSystem.removeTree(bench.folder.appending("cache"))
            let error = await #expect(throws: StageError.self) { try await bench.build(files: entries) }
            #expect("\(error, default: "nothing")".contains("digest mismatch: expected sha256:\(Self.sum)"))
            let renewed = try await bench.build(.update(["files"]))
            #expect(try renewed.file("tool") == [1, 2, 3])
        }
    }

    @Test func `a locked build refuses what was never recorded`() async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ .file(Self.binary, for: $0) }) { server in
            try bench.configure(
                "files: { extra: [{ url: '\(server.base)/t', to: t, checksum: first-use, allow_http: true }] }\n")
            _ = try await bench.build()
            let text = try bench.lock.replacing("\"digest\": \"sha256:\(Self.sum)\",", with: "")
            try bench.folder.write(text, at: "airgap.lock")
            let error = await #expect(throws: StageError.self) { try await bench.build(.locked) }
            #expect("\(error, default: "nothing")".contains("airgap.lock has no record of it yet"))
        }
    }

    @Test func `the second address is asked when the first has nothing`() async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ $0.target == "/b/tool" ? .file(Self.binary, for: $0) : .answer(404) }) {
            server in
            let urls = "urls: ['\(server.base)/a/tool', '\(server.base)/b/tool']"
            let built = try await bench.build(files: [urls + ", sha256: '\(Self.sum)'"])
            #expect(try built.file("\(server.treeFolder)/a/tool") == Self.binary)
        }
    }

    @Test func `a mirror is asked instead, and tree and lock keep the original`() async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ request in
            switch request.target {
            case "/proxy/org/tool": .file(Self.binary, for: request)
            case "/proxy/org/tool.sha256": .answer(200, [], Array(Self.sum.utf8))
            default: .answer(500)
            }
        }) { server in
            try bench.configure(
                """
                mirrors:
                  'https://github.invalid/': '\(server.base)/wrong/'
                  'https://github.invalid/org': '\(server.base)/proxy/org'
                files:
                  extra:
                    - url: https://github.invalid/org/tool
                      checksum_url: https://github.invalid/org/tool.sha256
                      allow_http: true

                """)
            let built = try await bench.build()
            #expect(try built.file("github.invalid/org/tool") == Self.binary)
            #expect(try bench.lock.contains("https://github.invalid/org/tool"))
            #expect(try !bench.lock.contains("127.0.0.1"))
        }
    }

    @Test func `local files keep their content, and a locked build sees a change`() async throws {
        let bench = try FilesBench()
        try bench.folder.write(Self.binary, at: "drivers/x.run")
        let entry = "path: drivers/x.run, to: nvidia/x.run, executable: true"
        let built = try await bench.build(files: [entry])
        #expect(try built.file("nvidia/x.run") == Self.binary)
        #expect(built.executables == ["resources/nginx/files/nvidia/x.run"])
        try bench.folder.write("other", at: "drivers/x.run")
        try FileSystem.removeTree(bench.folder.appending("cache"))
        let error = await #expect(throws: StageError.self) { try await bench.build(.locked) }
        #expect("\(error, default: "nothing")".contains("drivers/x.run changed since it was locked"))
        #expect(try await bench.build().file("nvidia/x.run") == Array("other".utf8))
    }

    @Test func `a folder comes with all its files and their modes`() async throws {
        let bench = try FilesBench()
        try bench.folder.write("#!/bin/sh\n", at: "drivers/bin/setup")
        try bench.folder.write("text\n", at: "drivers/README")
        try await PeerProgram.run("chmod", ["755", bench.folder.appending("drivers/bin/setup").string])
        let built = try await bench.build(files: ["path: drivers, to: vendor/"])
        #expect(built.executables == ["resources/nginx/files/vendor/bin/setup"])
        #expect(try built.file("vendor/README") == Array("text\n".utf8))
    }

    @Test func `a locked build with a cold cache gives the same tree and asks for nothing but the file`() async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ .file(Self.binary, for: $0) }) { server in
            let first = try await bench.build(files: ["url: '\(server.base)/tool', sha256: '\(Self.sum)', to: a/tool"])
            let sums = try first.checksums
            for policy in [LockPolicy.locked, .prefer] {
                try bench.clean()
                #expect(try await bench.build(policy).checksums == sums)
            }
            #expect(server.requests.map(\.method) == ["HEAD", "GET", "GET", "GET"])
        }
    }

    @Test func `all files that cannot be had are told at once`() async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ _ in .answer(404) }) { server in
            let sum = String(repeating: "a", count: 64)
            let error = await #expect(throws: FailureList.self) {
                try await bench.build(files: (1...3).map { "url: '\(server.base)/\($0)', sha256: '\(sum)'" })
            }
            #expect(error?.failures.count == 3)
            #expect(error?.exitCode == .unavailable)
        }
    }

    /// What nobody vouches for must still arrive whole.
    @Test(arguments: ["truncated", "reset", "redirect", "slow"])
    func `broken transfers of unknown content`(_ fault: String) async throws {
        let bench = try FilesBench()
        try await ScriptedServer.run({ request in
            if request.target == "/moved" { return .file(Self.binary, for: request) }
            if request.method == "HEAD" { return .file(Self.binary, for: request) }
            switch fault {
            case "truncated" where request.count < 3: return .file(Self.binary, for: request, sending: 9_000)
            case "reset" where request.count < 3: return .file(Self.binary, for: request).inserting(.reset)
            case "redirect": return .redirect(302, to: "/moved")
            case "slow": return .file(Self.binary, for: request).inserting(.pause(700))
            default: return .file(Self.binary, for: request)
            }
        }) { server in
            let built = try await bench.build(
                files: ["url: '\(server.base)/t', to: t, checksum: first-use, allow_http: true"])
            #expect(try built.file("t") == Self.binary)
        }
    }
}
