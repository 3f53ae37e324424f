import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// From keygen to a site that has only stock tools: every step as people run it.
struct SignedWayTests {
    private let folder: TemporaryFolder
    private let program: AirgapProgram

    init() throws {
        folder = try TemporaryFolder()
        program = AirgapProgram(in: folder)
        try folder.write("content\n", at: "data/a file")
        try folder.write(String(repeating: "longer ", count: 60_000), at: "data/b")
        let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
        let script = try FileSystem.read(root.appending("templates/site/verify.sh"), limit: 1 << 20)
        let target = folder.appending("templates/site/verify.sh")
        try FileSystem.makeFolder(target.removingLastComponent())
        try AtomicFile.write(script, to: target, mode: 0o755, durably: false)
        try folder.write(
            """
            name: signed
            version: "1"
            arches: [amd64]
            files:
              extra:
                - { path: data/a file, to: data/a file }
                - { path: data/b, to: data/b }
            compose: {}

            """, at: "airgap.yaml")
    }

    private var bundle: FilePath { program.bundle("signed-1-amd64") }

    private func path(_ name: String) -> String { folder.appending(name).string }

    private func airgap(_ arguments: [String], expecting status: Int32 = 0) async throws -> String {
        let outcome = try await CommandRunner.run(AirgapProgram.path.string, arguments, outputLimit: 64 << 20)
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
        return String(decoding: outcome.output, as: UTF8.self) + outcome.errors
    }

    private func build(_ arguments: [String] = []) async throws -> [UInt8] {
        _ = try await airgap(program.command("build", arguments))
        return try FileSystem.read(bundle, limit: 1 << 26)
    }

    @Test func `keygen, build, sign, verify, list, cat, extract`() async throws {
        _ = try await airgap(["keygen", path("site.key"), "--name", "Site key"])
        _ = try await airgap(["keygen", path("other.key")])
        _ = try await airgap(["keygen", path("site.key")], expecting: 65)
        try await PeerProgram.run(
            "sh",
            [
                "-c", "cd \"$0\" && \"$1\" keygen bare.key && test -s bare.key -a -s bare.asc", folder.path.string,
                AirgapProgram.path.string,
            ])
        let unsigned = try await build()
        #expect(try await airgap(["verify", bundle.string]).contains("unsigned"))
        _ = try await airgap(["verify", "--key", path("site.asc"), bundle.string], expecting: 3)
        let signed = try await build(["--locked", "--sign", path("site.key")])
        try AtomicFile.write(unsigned, to: bundle)
        _ = try await airgap(["sign", "--key", path("site.key"), bundle.string])
        #expect(try FileSystem.read(bundle, limit: 1 << 26) == signed)
        let good = try await airgap(["verify", "--key", path("site.asc"), bundle.string])
        #expect(good.contains("the site's key signed it"))
        _ = try await airgap(["verify", "--key", path("other.asc"), bundle.string], expecting: 3)
        let json = try await airgap(["verify", "--quiet", "--json", "--key", path("site.asc"), bundle.string])
        #expect(json.contains(#""result": "good""#), "\(json)")
        for verb in ["verify", "list", "cat", "extract"] {
            let place = verb == "extract" ? ["--to", path("by-key")] : []
            let rest = place + [bundle.string] + (verb == "cat" ? ["airgap.lock"] : [])
            _ = try await airgap([verb, "--key", path("site.asc")] + rest)
            let other = try await airgap([verb, "--key", path("other.asc")] + rest, expecting: 3)
            #expect(other.contains("which is not in the keyring"), "\(other)")
            let older = try await airgap([verb, "--newer-than", "4000000000"] + rest, expecting: 5)
            #expect(older.contains("2096-10-02T07:06:40Z"), "\(older)")
        }
        let manifest = try await airgap(["cat", bundle.string, "bundle.json"])
        let created = try #require(manifest.firstRange(of: #""created" : ""#)?.upperBound)
        let time = String(manifest[created...].prefix(20))
        try AtomicFile.write(Array(signed.dropLast(2000)), to: folder.appending("cut.tgz"))
        let cut = try await airgap(["verify", "--quiet", "--json", path("cut.tgz")], expecting: 1)
        let report = try JSONValue(parsing: Array(cut.utf8))
        let findings = try #require(report["findings"]?.array)
        #expect(findings.count > 1 && findings.allSatisfy { $0["member"]?.string != nil && $0["problem"] != nil })
        #expect(report["file"]?.string == path("cut.tgz") && report["isQuick"] == .bool(false), "\(cut)")
        #expect(report["signature"]?["result"]?.string == "not checked", "\(cut)")
        #expect(report["bundle"]?["name"]?.string == "signed" && report["members"]?.integer != nil, "\(cut)")
        _ = try await airgap(["verify", "--newer-than", time, bundle.string], expecting: 5)
        _ = try await airgap(["verify", "--newer-than", "1000", bundle.string])
        _ = try await airgap(["verify", "--newer-than", "soon", bundle.string], expecting: 64)
        #expect(
            try await airgap(["list", bundle.string]).contains("           8  resources/nginx/files/data/a file\n"))
        _ = try await airgap(["extract", "--to", path("out"), bundle.string, "resources/nginx"])
        #expect(
            try FileSystem.read(folder.appending("out/signed-1-amd64/resources/nginx/files/data/a file"), limit: 100)
                == Array("content\n".utf8))
    }

    @Test func `diff asks both bundles for their signature`() async throws {
        _ = try await airgap(["keygen", path("site.key")])
        _ = try await airgap(["keygen", path("other.key")])
        let (old, new, bare, foreign) = (path("old.tgz"), path("new.tgz"), path("bare.tgz"), path("foreign.tgz"))
        for (file, key) in [(old, "site.key"), (foreign, "other.key")] {
            try AtomicFile.write(try await build(["--sign", path(key)]), to: FilePath(file))
        }
        try folder.write("changed\n", at: "data/a file")
        try AtomicFile.write(try await build(), to: FilePath(bare))
        try AtomicFile.write(try await build(["--locked", "--sign", path("site.key")]), to: FilePath(new))
        let key = ["--key", path("site.asc")]
        let good = try await airgap(["diff"] + key + [old, new], expecting: 1)
        #expect(good.contains("changed") && good.ranges(of: ": signed by key ").count == 2, "\(good)")
        let json = try JSONValue(parsing: Array(try await airgap(["diff", "--json"] + key + [old, old]).utf8))
        #expect(json["oldSignature"]?["result"]?.string == "good" && json["newSignature"]?["key"]?.string != nil)
        for (pair, texts) in [
            ([old, bare], ["\(bare): the bundle is not signed"]), ([bare, new], ["\(bare): the bundle is not signed"]),
            (
                [foreign, bare],
                ["\(foreign): signed by ", "which is not in the keyring", "\(bare): the bundle is not signed"]
            ),
            ([old, path("airgap.lock")], ["airgap.lock: a lock alone, which nobody signs"]),
        ] {
            let said = try await airgap(["diff"] + key + pair, expecting: 3)
            for text in texts { #expect(said.contains(text), "\(said)") }
        }
        // Unpacked, in the list of which a byte was changed; then one that cannot be read at all.
        try await PeerProgram.run("tar", ["xzf", new, "-C", folder.path.string])
        _ = try await airgap(["diff"] + key + [old, path("signed-1-amd64")], expecting: 1)
        try await PeerProgram.run("sh", ["-c", "echo >> \"$0\"", path("signed-1-amd64/SHA256SUMS")])
        #expect(
            try await airgap(["diff"] + key + [old, path("signed-1-amd64")], expecting: 3).contains("is bad"))
        try FileSystem.removeFile(folder.appending("signed-1-amd64/SHA256SUMS"))
        #expect(
            try await airgap(["diff"] + key + [old, path("signed-1-amd64")], expecting: 3)
                .contains("the signature could not be checked"))
        _ = try await airgap(["diff", old, path("airgap.lock")], expecting: 1)
        let older = try await airgap(["diff", "--newer-than", "4000000000", old, new], expecting: 5)
        #expect(older.contains("\(new): serial ") && !older.contains("\(old): "), "\(older)")
    }

    /// As the documentation has it: in the folder where everything stands.
    @Test func `names without a folder`() async throws {
        let script = """
            cd "$1" && a() { "$0" "$@" > said 2>&1 || { cat said; echo "$*"; exit 1; }; }
            a keygen site.key && [ "$(stat -c %a site.key)" = 600 ] && a build --cache cache -o . && cp signed-1-amd64.tgz b.tgz
            a sign --key site.key b.tgz && a verify --key site.asc b.tgz && sha256sum --quiet -c b.tgz.sha256
            a list b.tgz && a cat b.tgz airgap.lock && a extract b.tgz && [ -f signed-1-amd64/verify.sh ]
            sqv --keyring site.asc b.tgz.asc b.tgz > said
            """
        try await PeerProgram.run("sh", ["-ec", script, AirgapProgram.path.string, folder.path.string])
    }

    /// verify.sh sees only what is linked into one folder: a few tools that every distribution has, and one that checks.
    @Test(arguments: ["sqv", "gpgv", "gpg", "openssl"]) func `verify.sh with stock tools`(_ tool: String) async throws {
        _ = try await airgap(["keygen", path("site.key")])
        _ = try await airgap(["keygen", path("other.key")])
        _ = try await build(["--sign", path("site.key")])
        let tools =
            "sh cat grep awk base64 od tr tail head wc mv sha256sum cut sort find comm mktemp rm dirname \(tool)"
        let script = """
            cd "$0" && mkdir bin && for t in \(tools); do ln -s "$(command -v $t)" bin/; done
            tar xzf bundle/signed-1-amd64.tgz && PATH=$0/bin && export PATH
            run() { code=0; sh signed-1-amd64/verify.sh "$@" > said 2>&1 || code=$?; echo "$code: $*: $(tail -n 1 said)"; }
            run; run site.\(tool == "openssl" ? "pem" : "asc"); run other.\(tool == "openssl" ? "pem" : "asc")
            echo x > signed-1-amd64/added; run; rm signed-1-amd64/added
            echo x >> signed-1-amd64/resources/nginx/files/data/b; run
            echo x >> signed-1-amd64/SHA256SUMS; run site.\(tool == "openssl" ? "pem" : "asc")
            rm signed-1-amd64/SHA256SUMS.sig; run site.\(tool == "openssl" ? "pem" : "asc")
            """
        let said = try await PeerProgram.run("sh", ["-c", script, folder.path.string])
        let codes = said.split(separator: "\n").map { $0.prefix(1) }
        #expect(codes == ["0", "0", "3", "1", "1", "3", "3"], "\(said)")
    }

    /// The program and verify.sh say the same of an unpacked bundle, and of what install.sh leaves in it.
    @Test func `verify of a folder, and verify.sh`() async throws {
        _ = try await airgap(["keygen", path("site.key")])
        _ = try await airgap(["keygen", path("other.key")])
        _ = try await build(["--sign", path("site.key")])
        let script = """
            cd "$0" && tar xzf bundle/signed-1-amd64.tgz && ln -s signed-1-amd64 link
            run() {
                code=0; sh signed-1-amd64/verify.sh ${2:+"$2"} > said 2>&1 || code=$?
                for name in signed-1-amd64 link/ link; do
                    own=0; "$1" verify --quiet ${2:+--key "$2"} $name > own 2>&1 || own=$?
                    echo "$code $own"; [ "$code" = "$own" ] || cat said own
                done
            }
            run "$1"; run "$1" site.asc; run "$1" other.asc
            cd signed-1-amd64 && mkdir site && echo x > site/made && echo x > config.yaml && echo x > .install_steps; cd ..
            run "$1" site.asc
            echo x > signed-1-amd64/added; run "$1"; rm signed-1-amd64/added
            echo x >> signed-1-amd64/resources/nginx/files/data/b; run "$1" site.asc
            rm signed-1-amd64/resources/nginx/files/data/b; run "$1"
            echo x >> signed-1-amd64/SHA256SUMS; run "$1" site.asc
            rm signed-1-amd64/SHA256SUMS.sig; run "$1" site.asc
            "$1" verify --digest link || echo "usage $?"
            """
        let said = try await PeerProgram.run("sh", ["-c", script, folder.path.string, AirgapProgram.path.string])
        let codes = said.split(separator: "\n").map(String.init)
        let expected = ["0 0", "0 0", "3 3", "0 0", "1 1", "1 1", "1 1", "3 3", "3 3"].flatMap { [$0, $0, $0] }
        #expect(codes == expected + ["usage 64"], "\(said)")
    }
}
