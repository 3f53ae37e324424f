import AirgapCore
import Files
import SystemPackage
import TestSupport
import Testing

/// Members of archives that tar and zip made, binaries for the right and the wrong machine, signatures by gpg.
struct UnpackTests {
    /// The head of an ELF executable.
    static func elf(_ machine: UInt8, type: UInt8 = 2) -> [UInt8] {
        [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, type, 0, machine, 0]
            + [UInt8](repeating: 1, count: 5000)
    }

    /// An archive with `linux/tool` (executable), `linux/LICENSE` and a link.
    private static func archive(_ kind: String, tool: [UInt8]) async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        try folder.write(tool, at: "linux/tool")
        try folder.write("free\n", at: "linux/LICENSE")
        let script = """
            cd "$0" && chmod 755 linux/tool && ln -s tool linux/alias
            case \(kind) in
              zip) zip -qry out linux && mv out.zip out ;;
              tar.gz) tar czf out ./linux ;;
              tar.xz) tar cJf out linux ;;
              tar.bz2) tar cjf out linux ;;
              *) tar cf out linux ;;
            esac
            """
        try await PeerProgram.run("sh", ["-c", script, folder.path.string])
        return try FileSystem.read(folder.appending("out"), limit: 1 << 24)
    }

    private static func serve(
        _ bytes: [UInt8], _ body: @escaping @Sendable (ScriptedServer) async throws -> Void
    ) async throws {
        try await ScriptedServer.run({ .file(bytes, for: $0) }, body)
    }

    @Test(arguments: ["tar", "tar.gz", "tar.xz", "tar.bz2", "zip"])
    func `members keep content and mode`(_ kind: String) async throws {
        let bench = try FilesBench()
        let bytes = try await Self.archive(kind, tool: Self.elf(62))
        try await Self.serve(bytes) { server in
            let sum = Digest(of: bytes).hex
            let entry = "url: '\(server.base)/a/x.\(kind)', sha256: '\(sum)', unpack: [linux/tool, ./linux/LICENSE]"
            let built = try await bench.build(files: [entry])
            #expect(try built.file("\(server.treeFolder)/a/tool") == Self.elf(62))
            #expect(try built.file("\(server.treeFolder)/a/LICENSE") == Array("free\n".utf8))
            #expect(built.executables == ["resources/nginx/files/\(server.treeFolder)/a/tool"])
            #expect(built.tree.manifest.files == 4 - 1)
            let sums = try built.checksums
            try bench.clean()
            #expect(try await bench.build(.locked).checksums == sums)
        }
    }

    /// What the first build learns from the bytes is no reason for a new time: the lock before it gives the same bundle.
    @Test func `an incomplete lock gives the same bundle every time`() async throws {
        let bench = try FilesBench()
        let bytes = try await Self.archive("tar.gz", tool: Self.elf(62))
        try await Self.serve(bytes) { server in
            let entry = "url: '\(server.base)/x.tgz', sha256: '\(Digest(of: bytes).hex)', unpack: linux/tool, to: t"
            let complete = try await bench.build(files: [entry])
            let lock = try bench.lock
            let member = Digest(of: Self.elf(62))
            #expect(lock.contains("\"digest\": \"\(member)\", "))
            let text = lock.replacing("\"digest\": \"\(member)\", ", with: "")
            for policy in [LockPolicy.prefer, .locked] {
                try bench.folder.write(text, at: "airgap.lock")
                try bench.clean()
                #expect(try await bench.build(policy).checksums == complete.checksums)
            }
            #expect(try await bench.build(.resolve).checksums == complete.checksums)
        }
    }

    @Test func `one member goes where 'to' says, several into its folder`() async throws {
        let bench = try FilesBench()
        let bytes = try await Self.archive("tar.gz", tool: Self.elf(62))
        try await Self.serve(bytes) { server in
            let head = "url: '\(server.base)/x.tgz', sha256: '\(Digest(of: bytes).hex)'"
            var built = try await bench.build(files: [head + ", unpack: linux/tool, to: bin/other"])
            #expect(try built.file("bin/other") == Self.elf(62))
            built = try await bench.build(files: [head + ", unpack: linux/tool, to: bin/"])
            #expect(try built.file("bin/tool") == Self.elf(62))
            built = try await bench.build(files: [head + ", unpack: [{ member: linux/tool, to: x/y }]"])
            #expect(try built.file("x/y") == Self.elf(62))
        }
    }

    @Test(arguments: [
        ("linux/tol", "the archive has no member 'linux/tol'; did you mean 'linux/tool'?"),
        ("bin/tool", "did you mean 'linux/tool'?"), ("linux/alias", "a link to 'tool': name that instead"),
    ])
    func `members that cannot be had`(_ member: String, _ message: String) async throws {
        let bench = try FilesBench()
        let bytes = try await Self.archive("tar.gz", tool: Self.elf(62))
        try await Self.serve(bytes) { server in
            let error = await #expect(throws: StageError.self) {
                try await bench.build(
                    files: ["url: '\(server.base)/x', sha256: '\(Digest(of: bytes).hex)', unpack: \(member)"])
            }
            #expect("\(error, default: "nothing")".contains(message))
        }
    }

    @Test func `no archive, and one that is a bomb`() async throws {
        let bench = try FilesBench()
        // A gigabyte and a half of zeros in a tar of one and a half megabytes.
        let bomb = try await CommandRunner.run(
            "sh", ["-c", "d=$(mktemp -d) && truncate -s 1500M $d/big && tar c -C $d big | gzip -1; rm -r $d"],
            outputLimit: 64 << 20
        ).output
        for (bytes, message) in [
            (Array("text".utf8), "'unpack' needs a tar"), (bomb, "refused: the archive unpacks to"),
        ] {
            try await Self.serve(bytes) { server in
                let error = await #expect(throws: StageError.self) {
                    try await bench.build(
                        files: ["url: '\(server.base)/x', sha256: '\(Digest(of: bytes).hex)', unpack: big"])
                }
                #expect("\(error, default: "nothing")".contains(message))
            }
        }
    }

    @Test(arguments: ["plain", "tar.gz", "zip"]) func `a binary for another machine`(_ kind: String) async throws {
        let bench = try FilesBench()
        let bytes = kind == "plain" ? Self.elf(183) : try await Self.archive(kind, tool: Self.elf(183))
        try await Self.serve(bytes) { server in
            let entry = "url: '\(server.base)/tool.\(kind)', sha256: '\(Digest(of: bytes).hex)', to: tool"
            let error = await #expect(throws: StageError.self) { try await bench.build(files: [entry]) }
            let text = "\(try #require(error))"
            #expect(text.hasPrefix("files: tool: "))
            #expect(text.contains("the binary is for arm64, the bundle for amd64"))
            if kind != "plain" { #expect(text.contains("member 'linux/tool'")) }
            #expect(try await bench.build(files: [entry + ", arch: any"]).file("tool") == bytes)
        }
    }

    @Test func `an archive that passed is not unpacked again, one that did not is`() async throws {
        let bench = try FilesBench()
        let proof = "machine-1-amd64"
        let right = try await Self.archive("tar.gz", tool: Self.elf(62))
        let wrong = try await Self.archive("tar.gz", tool: Self.elf(183))
        try bench.folder.write(right, at: "right.tar.gz")
        try bench.folder.write(wrong, at: "wrong.tar.gz")
        _ = try await bench.build(files: ["path: right.tar.gz, to: right.tar.gz"])
        let store = try ContentStore(root: bench.folder.appending("cache"))
        #expect(try store.hasProof(proof, of: Digest(of: right)))
        #expect(try !store.hasProof("machine-1-arm64", of: Digest(of: right)))
        for _ in 0..<2 {
            await #expect(throws: StageError.self) {
                try await bench.build(files: ["path: wrong.tar.gz, to: wrong.tar.gz"])
            }
            #expect(try !store.hasProof(proof, of: Digest(of: wrong)))
        }
        try store.remember(proof, of: Digest(of: wrong))
        _ = try await bench.build(files: ["path: wrong.tar.gz, to: wrong.tar.gz"])
    }

    @Test func `what is data and what runs here passes`() async throws {
        let bench = try FilesBench()
        // A BPF object, and a 32-bit x86 program.
        for (machine, type) in [(UInt8(247), UInt8(1)), (3, 2)] {
            try bench.folder.write(Self.elf(machine, type: type), at: "f")
            _ = try await bench.build(files: ["path: f, to: f\(machine)"])
        }
    }

    @Test(arguments: [false, true]) func `signatures`(_ isArmored: Bool) async throws {
        let bench = try FilesBench()
        let key = try await SigningKey.make()
        let other = try await SigningKey.make()
        let signature = try await key.detached(FilesBench.binary, armored: isArmored)
        try bench.folder.write(try await key.publicKey(armored: isArmored), at: "keys/vendor.gpg")
        try bench.folder.write(try await other.publicKey(), at: "keys/other.gpg")
        try await ScriptedServer.run({ request in
            switch request.target {
            case "/tool.asc": .answer(200, [], signature)
            case "/bad.asc": .answer(200, [], Array("no signature".utf8))
            case "/changed", "/changed.asc":
                request.target == "/changed" ? .file([1, 2], for: request) : .answer(200, [], signature)
            default: .file(FilesBench.binary, for: request)
            }
        }) { server in
            let head = "url: '\(server.base)/tool', to: tool, signature: .asc, signed_by: keys/"
            let built = try await bench.build(files: [head + "vendor.gpg"])
            #expect(try built.file("tool") == FilesBench.binary)
            // What is carried along convinces gpgv at the site too.
            let ending = isArmored ? "asc" : "sig"
            #expect(try built.file("tool.\(ending)") == signature)
            #expect(try bench.lock.contains("\"trust\": \"signature\""))
            let faults = [
                (head + "other.gpg", "which is not in the keyring"),
                ("url: '\(server.base)/changed', signature: .asc, signed_by: keys/vendor.gpg", "not what was signed"),
                ("url: '\(server.base)/bad', signature: .asc, signed_by: keys/vendor.gpg", "no OpenPGP signature"),
            ]
            for (entry, message) in faults {
                let error = await #expect(throws: StageError.self) { try await bench.build(files: [entry]) }
                #expect("\(error, default: "nothing")".contains(message))
            }
        }
    }
}
