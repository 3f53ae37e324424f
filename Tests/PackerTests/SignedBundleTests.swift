import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

/// Signed bundles: what verify says of them, and that stock tools say the same.
struct SignedBundleTests {
    @Test(arguments: [3, 900]) func `a good signature, and the same bytes whichever way it was put in`(
        _ count: Int
    ) async throws {
        let folder = try TemporaryFolder()
        var files = PackedTree.files
        for number in 0..<count { files["many/\(number)"] = Array("\(number)".utf8) }
        let signer = try await SiteKeys.shared.signer(folder)
        let early = try await PackedTree(files, signedBy: signer, in: try TemporaryFolder())
        let late = try await PackedTree(files, in: folder)
        let packed = try await BundleSigner(signer).sign(late.file)
        #expect(try early.bytes() == late.bytes())
        #expect(packed.digest == Digest(of: try late.bytes()))
        let again = try await BundleSigner(signer).sign(late.file)
        #expect(again == packed)
        let report = try await PackedTree.verify(late.file, trust: try await SiteKeys.shared.trust())
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.signature == SignatureState(.good, key: signer.fingerprint))
        #expect(report.exitCode == .done)
        #expect(report.members == files.count + 4)
        let plain = try await PackedTree.verify(
            try await late.regzipped(), trust: try await SiteKeys.shared.trust())
        #expect(plain.exitCode == .done, "\(plain.findings)")
    }

    @Test func `gpgv, sqv and openssl find it good too`() async throws {
        let folder = try TemporaryFolder()
        let signer = try await SiteKeys.shared.signer(folder)
        let packed = try await PackedTree(signedBy: signer, in: folder)
        try await BundleSigner(signer).signFile(packed.file)
        try folder.write(signer.publicKey, at: "site.gpg")
        let armored = SiteKey.publicPath(of: try await SiteKeys.shared.paths().site).string
        let script = """
            cd "$0" && mkdir out && tar xzf b.tgz -C out && cd out/test-1-amd64 &&
            gpgv -q --keyring "$0/site.gpg" SHA256SUMS.sig SHA256SUMS &&
            gpgv -q --keyring "$0/site.gpg" ../../b.tgz.asc ../../b.tgz &&
            sqv --keyring "$1" SHA256SUMS.sig SHA256SUMS && sqv --keyring "$1" ../../b.tgz.asc ../../b.tgz &&
            sha256sum --quiet --strict -c SHA256SUMS
            """
        try await PeerProgram.run("sh", ["-c", script, folder.path.string, armored])
        // The raw signature: what is hashed is the text and the signature's own fields; gpgsplit-like cutting by Python.
        let python = """
            import base64, sys
            lines = open(sys.argv[1]).read().split("\\n\\n", 1)[1].split("\\n=")[0]
            p = base64.b64decode(lines)
            body = p[3:] if p[0] & 3 == 1 else p[2:]
            n = 6 + int.from_bytes(body[4:6], "big")
            rest = body[n + 2 + int.from_bytes(body[n:n + 2], "big") + 2:]
            text = open(sys.argv[2], "rb").read() + body[:n] + b"\\x04\\xff" + n.to_bytes(4, "big")
            open(sys.argv[3] + "/raw.sig", "wb").write(rest[2:].rjust(384, b"\\0"))
            open(sys.argv[3] + "/raw.text", "wb").write(text)
            k = base64.b64decode(open(sys.argv[4]).read().split("\\n\\n", 1)[1].split("\\n=")[0])
            b = k[3:] if k[0] & 3 == 1 else k[2:]
            m = (int.from_bytes(b[6:8], "big") + 7) // 8
            e = b[8 + m:]
            def der(t, v): return bytes([t]) + (bytes([len(v)]) if len(v) < 128 else b"\\x82" + len(v).to_bytes(2, "big")) + v
            number = lambda v: der(2, (b"\\0" if v[0] & 128 else b"") + v)
            key = der(0x30, number(b[8:8 + m]) + number(e[2:2 + (int.from_bytes(e[:2], "big") + 7) // 8]))
            info = der(0x30, der(0x30, bytes.fromhex("06092a864886f70d0101010500")) + der(3, b"\\0" + key))
            open(sys.argv[3] + "/key.der", "wb").write(info)
            """
        let tree = folder.appending("out/test-1-amd64")
        for (signature, text) in [
            (tree.appending("SHA256SUMS.sig"), tree.appending("SHA256SUMS")),
            (folder.appending("b.tgz.asc"), packed.file),
        ] {
            try await PeerProgram.run(
                "python3", ["-c", python, signature.string, text.string, folder.path.string, armored])
            let said = try await PeerProgram.run(
                "openssl",
                [
                    "dgst", "-sha256", "-keyform", "DER", "-verify", folder.appending("key.der").string, "-signature",
                    folder.appending("raw.sig").string, folder.appending("raw.text").string,
                ])
            #expect(said.contains("Verified OK"), "\(text)")
        }
    }

    @Test func `absent, unknown and unasked signatures are told apart`() async throws {
        let folder = try TemporaryFolder()
        let signer = try await SiteKeys.shared.signer(folder)
        let bare = try await PackedTree(in: try TemporaryFolder())
        let signed = try await PackedTree(signedBy: signer, in: folder)
        let trust = try await SiteKeys.shared.trust()
        let absent = try await PackedTree.verify(bare.file, trust: trust)
        #expect(absent.exitCode == .badSignature)
        #expect(absent.findings.map(\.problem) == ["the bundle is not signed; nothing else was read"])
        let unasked = try await PackedTree.verify(bare.file)
        #expect(unasked.exitCode == .done)
        #expect(unasked.text.contains("unsigned"))
        let unchecked = try await PackedTree.verify(signed.file)
        #expect(unchecked.exitCode == .done)
        #expect(unchecked.text.contains("NOT checked"))
        let other = try await PackedTree.verify(signed.file, trust: try await SiteKeys.shared.trust(other: true))
        #expect(other.exitCode == .badSignature)
        #expect(other.members == 0)
        #expect("\(other.findings)".contains("which is not in the keyring"))
        #expect(throws: SignatureFault.self) { try BundleReader(bare.file, trust: trust) }
    }

    /// Damage where the signature begins is not taken for the absence of one.
    @Test func `a signature that cannot be read is said to be that`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            ["a": [1]], executables: [], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let plain = try await PeerProgram.bytes("gzip", ["-dc", signed.file.string])
        var tar = TarBuilder(parsing: plain)
        tar.members[2].breaksChecksum = true
        let file = try folder.write(StoredGzip.bytes(tar.bytes), at: "mutant.tgz")
        let report = try await PackedTree.verify(file, trust: try await SiteKeys.shared.trust())
        #expect(report.exitCode == .badSignature)
        #expect(
            report.text.contains("the signature cannot be read: wrong checksum in a tar header, at byte 2048"),
            "\(report.text)")
    }

    /// Whoever asks for a signature must not be told that only the contents are damaged.
    @Test func `what is signed cannot be read`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let trust = try await SiteKeys.shared.trust()
        let bytes = try signed.bytes()
        var damaged = bytes
        damaged[100] ^= 1
        for (number, mutant) in [damaged, Array(bytes.prefix(60)), [], Array("no bundle at all".utf8)].enumerated() {
            let file = try folder.write(mutant, at: "mutant.tgz")
            let asked = try await PackedTree.verify(file, trust: trust)
            #expect(asked.exitCode == .badSignature, "\(number): \(asked.text)")
            #expect(asked.text.contains("the signature is REFUSED"))
            #expect(asked.text.contains("the signature could not be checked: what it signs cannot be read: "))
            let older = BundleTrust(newerThan: Timestamp(seconds: .max))
            #expect(try await PackedTree.verify(file, trust: older).exitCode == .findings, "\(number)")
            #expect(try await PackedTree.verify(file).exitCode == .findings, "\(number)")
            let fault = #expect(throws: SignatureFault.self) { try BundleReader(file, trust: trust) }
            #expect(fault?.exitCode == .badSignature)
            #expect(throws: BundleReadError.self) { try BundleReader(file, trust: older) }
            if number < 2 { #expect(throws: BundleHeadError.self) { try BundleHead(file, trust: trust) } }
        }
    }

    /// bundle.json tells the age: one that SHA256SUMS does not list is not believed.
    @Test func `a time that is not the signed one is no age`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            ["a": [1]], executables: [], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        var tar = TarBuilder(parsing: try await PeerProgram.bytes("gzip", ["-dc", signed.file.string]))
        let text = String(decoding: tar.members[0].content, as: UTF8.self)
        tar.members[0].content = Array(text.replacing("\(PackedTree.time)", with: "1999-01-01T00:00:00Z").utf8)
        #expect(tar.members[0].content != Array(text.utf8))
        let file = try folder.write(StoredGzip.bytes(tar.bytes), at: "mutant.tgz")
        let trust = BundleTrust(newerThan: Timestamp(seconds: 1_000_000_000))
        let report = try await PackedTree.verify(file, trust: trust)
        #expect(report.exitCode == .findings, "\(report.text)")
        let keyring = try OpenPGPKeyring(at: SiteKey.publicPath(of: try await SiteKeys.shared.paths().site))
        let both = BundleTrust(keyring: keyring, newerThan: Timestamp(seconds: 1_000_000_000))
        #expect(try await PackedTree.verify(file, trust: both).exitCode == .findings)
    }

    @Test func `an unpacked bundle whose lists cannot be read`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        try await PeerProgram.run("tar", ["xzf", signed.file.string, "-C", folder.path.string])
        let tree = folder.appending("test-1-amd64")
        let trust = try await SiteKeys.shared.trust()
        func report(_ trust: BundleTrust) async throws -> VerificationReport {
            try await FolderVerifier(
                modules: VerifierSet([]), options: VerifyOptions(trust: trust), progress: SilentProgress()
            ).verify(tree)
        }
        #expect(try await report(trust).exitCode == .done)
        for name in ["SHA256SUMS", "bundle.json"] {
            try FileSystem.rename(tree.appending(name), to: folder.appending("aside"))
            let asked = try await report(trust)
            #expect(asked.exitCode == .badSignature, "\(asked.text)")
            #expect(asked.text.contains("what it signs cannot be read: \(name) is not there"), "\(asked.text)")
            #expect(try await report(BundleTrust(newerThan: Timestamp(seconds: .max))).exitCode == .findings)
            try FileSystem.rename(folder.appending("aside"), to: tree.appending(name))
        }
        #expect(try await report(BundleTrust(newerThan: PackedTree.time)).exitCode == .older)
    }

    @Test func `an older generation is refused, and so is the same`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let keyring = try OpenPGPKeyring(at: SiteKey.publicPath(of: try await SiteKeys.shared.paths().site))
        for (limit, expected) in [(-1, ExitCode.done), (0, .older), (1, .older)] {
            let trust = BundleTrust(
                keyring: keyring, newerThan: Timestamp(seconds: PackedTree.time.seconds + Int64(limit)))
            #expect(try await PackedTree.verify(signed.file, trust: trust).exitCode == expected)
        }
    }

    /// The first members of one generation, all others of another; both are signed by the site's key.
    @Test func `generations that were mixed`() async throws {
        let folders = (try TemporaryFolder(), try TemporaryFolder())
        var files: [String: [UInt8]] = ["a": [1], "b": [2, 2], "c": [UInt8](repeating: 3, count: 70_000)]
        let old = try await PackedTree(
            files, executables: [], signedBy: try await SiteKeys.shared.signer(folders.0), in: folders.0)
        files["b"] = [2, 3]
        let new = try await PackedTree(
            files, executables: [], signedBy: try await SiteKeys.shared.signer(folders.1), in: folders.1)
        var archives: [[UInt8]] = []
        for packed in [old, new] { archives.append(try await PeerProgram.bytes("gzip", ["-dc", packed.file.string])) }
        let tars = archives.map { TarBuilder(parsing: $0) }
        let trust = try await SiteKeys.shared.trust()
        for (first, second) in [(0, 1), (1, 0)] {
            for cut in 1..<tars[0].members.count {
                let members = Array(tars[first].members.prefix(cut) + tars[second].members.dropFirst(cut))
                let mixed = TarBuilder(members).bytes
                let sizes = members.map { Int64($0.content.count) }
                for bytes in [StoredGzip.bytes(mixed), ForgedBundle.bytes(mixed, sizes: sizes)] {
                    let file = try folders.0.write(bytes, at: "mixed.tgz")
                    let isWhole = mixed == archives[first] || mixed == archives[second]
                    #expect(
                        try await (PackedTree.verify(file, trust: trust).exitCode == .done) == isWhole, "cut \(cut)")
                }
            }
        }
    }

    /// Repacked with good gzip, so that only the signature can notice.
    @Test func `a changed list or signature is refused, whichever byte it is`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            ["a": [1]], executables: [], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let trust = try await SiteKeys.shared.trust()
        let plain = try await PeerProgram.bytes("gzip", ["-dc", signed.file.string])
        let tar = TarBuilder(parsing: plain)
        #expect(tar.members[2].name.hasSuffix("SHA256SUMS.sig"))
        for member in [1, 2] {
            for place in tar.members[member].content.indices {
                var mutant = tar
                mutant.members[member].content[place] ^= 1 << UInt8(place % 7)
                let file = try folder.write(StoredGzip.bytes(mutant.bytes), at: "mutant.tgz")
                let report = try await PackedTree.verify(file, trust: trust)
                #expect(report.exitCode == .badSignature, "member \(member), byte \(place)")
            }
        }
    }

    @Test func `random bytes are no signature and no key`() throws {
        var random = SeededRandom(seed: 11)
        let heads: [[UInt8]] = [
            [], [0x89], [0xC2, 0xC0], [0x99, 1, 0x0D, 4], Array("-----BEGIN PGP SIGNATURE-----\n\n".utf8),
        ]
        for round in 0..<3000 {
            let bytes = heads[round % heads.count] + random.bytes(random.below(400))
            let keyring = try? OpenPGPKeyring(bytes)
            if let keyring { #expect(throws: SignatureFault.self) { try SignatureCheck(keyring).check(bytes, of: []) } }
        }
    }
}
