import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

/// verify against bundles that were damaged or made to harm.
struct VerifyTests {
    static let files: [String: [UInt8]] = {
        var random = SeededRandom(seed: 2)
        let text = Array(String(repeating: "some text that gets smaller ", count: 400).utf8)
        return ["a": text, "b/c": random.bytes(70_000), "b/d": [], "e": Array("short".utf8), "z": random.bytes(900)]
    }()

    private func verify(_ bytes: [UInt8], _ folder: TemporaryFolder) async throws -> VerificationReport {
        let file = folder.appending("\(UInt64.random(in: .min ... .max)).tgz")
        try AtomicFile.write(bytes, to: file, durably: false)
        defer { try? FileSystem.removeFile(file) }
        return try await BundleVerifier(modules: VerifierSet([]), progress: SilentProgress()).verify(file)
    }

    private func good(_ folder: TemporaryFolder) async throws -> [UInt8] {
        let tree = try TestTree(Self.files, executables: ["e"], at: folder.appending("tree"))
        let file = folder.appending("good.tgz")
        _ = try await BundlePacker(
            options: PackOptions(jobs: 2, time: Timestamp(seconds: 1_700_000_000)), progress: SilentProgress()
        ).pack(tree: tree.folder, name: TestTree.name, to: file)
        return try FileSystem.read(file, limit: 1 << 24)
    }

    private func tar(_ folder: TemporaryFolder) async throws -> TarBuilder {
        let outcome = try await CommandRunner.run(
            "gzip", ["-dc"], input: try await good(folder), outputLimit: 1 << 24)
        return TarBuilder(parsing: outcome.output)
    }

    @Test func `a good bundle is whole, also when another gzip made it`() async throws {
        let folder = try TemporaryFolder()
        let bytes = try await good(folder)
        let report = try await verify(bytes, folder)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.members == Self.files.count + 3)
        let again = try await verify(try await tar(folder).gzipped(), folder)
        #expect(again.findings.isEmpty, "\(again.findings)")
    }

    /// Every flipped bit is found, also where gzip itself does not look.
    @Test func `flipped bits`() async throws {
        let folder = try TemporaryFolder()
        let bytes = try await good(folder)
        var random = SeededRandom(seed: 3)
        for _ in 0..<400 {
            var mutant = bytes
            let place = random.below(bytes.count)
            mutant[place] ^= 1 << UInt8(random.below(8))
            #expect(try await !verify(mutant, folder).findings.isEmpty, "byte \(place)")
        }
    }

    /// Bits that change nothing of what comes out: the member's header, and what is left of the last byte of its deflate
    /// stream. gzip does not mind; the index's checksum of the whole member does.
    @Test func `bits that gzip does not mind`() async throws {
        let folder = try TemporaryFolder()
        let bytes = try await good(folder)
        let plain = try await CommandRunner.run("gzip", ["-dc"], input: bytes, outputLimit: 1 << 24).output
        let size = bytes[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        var silent: Set<Int> = []
        for place in Array(4..<10) + [size - 9] {
            for bit in 0..<8 {
                var mutant = bytes
                mutant[place] ^= 1 << UInt8(bit)
                let outcome = try await CommandRunner.run("gzip", ["-dc"], input: mutant, outputLimit: 1 << 24)
                guard outcome.status == 0, outcome.output == plain else { continue }
                silent.insert(place)
                #expect(try await !verify(mutant, folder).findings.isEmpty, "byte \(place), bit \(bit)")
            }
        }
        #expect(silent.isSuperset(of: 4..<10))
        #expect(silent.contains(size - 9), "another tree is needed: the deflate stream ends with its byte")
    }

    @Test func `every byte of the first headers`() async throws {
        let folder = try TemporaryFolder()
        let tar = try await tar(folder)
        let plain = tar.bytes
        for offset in 0..<1536 {
            var mutant = plain
            mutant[offset] ^= 0x04
            let gzipped = try await CommandRunner.run("gzip", ["-nc1"], input: mutant, outputLimit: 1 << 24).output
            let report = try await verify(gzipped, folder)
            #expect(!report.findings.isEmpty, "byte \(offset)")
        }
    }

    @Test func `truncations and appended data`() async throws {
        let folder = try TemporaryFolder()
        let bytes = try await good(folder)
        var random = SeededRandom(seed: 4)
        for _ in 0..<150 {
            let count = Int.random(in: 0..<bytes.count, using: &random)
            #expect(try await !verify(Array(bytes.prefix(count)), folder).findings.isEmpty, "\(count)")
        }
        for tail in [[0], [0x1F], Array(repeating: 0, count: 512), bytes, random.bytes(100), Array("x".utf8)] {
            #expect(try await !verify(bytes + tail, folder).findings.isEmpty)
        }
        let empty = try await CommandRunner.run("gzip", ["-nc"], input: Array("hidden".utf8)).output
        #expect(try await !verify(bytes + empty, folder).findings.isEmpty)
    }

    /// gzip warns of some of it and passes over the rest; verify takes none of it.
    @Test func `what follows an ordinary tar gz`() async throws {
        let folder = try TemporaryFolder()
        let plain = try await tar(folder).gzipped()
        let empty = try await CommandRunner.run("gzip", ["-nc"], input: []).output
        #expect(try await verify(plain, folder).findings.isEmpty)
        for tail in [[0], [0x1F], [0x1F, 0x8B], [UInt8](repeating: 0, count: 512), Array("x".utf8), plain] {
            #expect(try await !verify(plain + tail, folder).findings.isEmpty, "\(tail.prefix(4))")
        }
        // RFC 1952, section 2.2: an empty member more is the same archive.
        #expect(try await verify(plain + empty, folder).findings.isEmpty)
    }

    /// The index agrees with the bytes, the gzip trailer does not: gzip refuses such a file, and so does verify.
    @Test(arguments: [8, 4]) func `a trailer that only gzip looks at`(_ place: Int) async throws {
        let folder = try TemporaryFolder()
        let tar = try await tar(folder)
        let sizes = tar.members.map { Int64($0.content.count) }
        var member = Array(StoredGzip.bytes(tar.bytes).dropFirst(10))
        member[member.count - place] ^= 1
        let whole = GzipFrame.header(memberSize: GzipFrame.headerSize + member.count) + member
        var index = BundleIndex()
        index.chunks = [.init(compressed: whole.count, content: tar.bytes.count, checksum: StoredGzip.checksum(whole))]
        index.sizes = sizes
        let file = try folder.write(whole + index.members(at: Int64(whole.count)), at: "forged.tgz")
        #expect(try await CommandRunner.run("gzip", ["-t", file.string]).status == 1)
        let report = try await PackedTree.verify(file)
        #expect(report.findings.contains { $0.problem.contains("damaged gzip member") }, "\(report.findings)")
    }

    /// Bytes between the archive and the index, where the footer says that the index stands.
    @Test func `nothing stands before the index`() async throws {
        let folder = try TemporaryFolder()
        let tar = try await tar(folder)
        let good = ForgedBundle.bytes(tar.bytes, sizes: tar.members.map { Int64($0.content.count) })
        let footer = Array(good.suffix(BundleIndex.footerSize))
        let place = Int(try #require(BundleIndex.offset(inFooter: footer)))
        #expect(try await verify(good, folder).findings.isEmpty)
        for hidden in [[0], Array("hidden".utf8), GzipFrame.empty("XX", [1, 2, 3]), GzipFrame.empty("AI", [1])] {
            let moved = GzipFrame.empty("AF", LittleEndian.bytes(UInt64(place + hidden.count), count: 8))
            let bytes = good[..<place] + hidden + good[place...].dropLast(footer.count) + moved
            #expect(try await !verify(Array(bytes), folder).findings.isEmpty, "\(hidden)")
        }
    }

    @Test(arguments: TarMutation.allCases) func `changes of the archive's members`(_ mutation: TarMutation) async throws
    {
        let folder = try TemporaryFolder()
        var tar = try await tar(folder)
        mutation.apply(to: &tar)
        let report = try await verify(try await tar.gzipped(), folder)
        let found = report.findings.contains { "\($0)".contains(mutation.message) }
        #expect(found, "\(mutation.message) in \(report.findings)")
    }

    @Test func `a bomb is refused before it grows`() async throws {
        let folder = try TemporaryFolder()
        var tar = try await tar(folder)
        var bomb = TarBuilder.Member("test-1-amd64/zz")
        bomb.size = "77777777777\0"
        tar.members.append(bomb)
        let script = "{ cat; head -c 300000000 /dev/zero; } | gzip -1"
        let head = Array(tar.bytes.dropLast(1024))
        let bytes = try await CommandRunner.run("sh", ["-c", script], input: head, outputLimit: 1 << 24).output
        let report = try await verify(bytes, folder)
        let found = report.findings.contains { $0.problem.contains("more than the declared") }
        #expect(found, "\(report.findings)")
        #expect(report.bytes < 1 << 20)
        let zeros = try await CommandRunner.run(
            "sh", ["-c", "{ cat; head -c 300000000 /dev/zero; } | gzip -1"], input: try await self.tar(folder).bytes,
            outputLimit: 1 << 24
        ).output
        let padded = try await verify(zeros, folder)
        #expect(padded.findings.contains { $0.problem.contains("something follows the end") })
    }

    @Test func `the checksum beside the bundle is compared`() async throws {
        let folder = try TemporaryFolder()
        _ = try await good(folder)
        let file = folder.appending("good.tgz")
        let verifier = BundleVerifier(
            modules: VerifierSet([]), options: VerifyOptions(withFileDigest: true), progress: SilentProgress())
        #expect(try await verifier.verify(file).findings.isEmpty)
        try folder.write(String(repeating: "0", count: 64) + "  good.tgz\n", at: "good.tgz.sha256")
        let report = try await verifier.verify(file)
        #expect(report.digest == Digest(of: try FileSystem.read(file, limit: 1 << 24)))
        #expect(report.findings.map(\.member) == ["good.tgz.sha256"])
    }

    /// Damage is told for each member that it hits, and the others are read.
    @Test(arguments: [1, 2, 8]) func `after damage it goes on`(_ jobs: Int) async throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 6)
        var files = ["small/1": random.bytes(10), "zz": random.bytes(100)]
        for number in 1...4 { files["big/\(number)"] = random.bytes(1_500_000) }
        let tree = try TestTree(files, at: folder.appending("tree"))
        let file = folder.appending("b.tgz")
        _ = try await BundlePacker(
            options: PackOptions(jobs: 2, time: Timestamp(seconds: 1_700_000_000)), progress: SilentProgress()
        ).pack(tree: tree.folder, name: TestTree.name, to: file)
        var bytes = try FileSystem.read(file, limit: 1 << 24)
        // The files lie one after the other, and random bytes are stored as they are.
        for number in [1, 3] { bytes[20_000 + 1_500_000 * number - 800_000] ^= 1 }
        try AtomicFile.write(bytes, to: file, durably: false)
        let report = try await BundleVerifier(
            modules: VerifierSet([]), options: VerifyOptions(jobs: jobs), progress: SilentProgress()
        ).verify(file)
        #expect(report.findings.map(\.member) == ["big/1", "big/3"])
        #expect(report.findings.allSatisfy { $0.problem.contains("damaged gzip member") }, "\(report.findings)")
        #expect(report.members == files.count + 1)
    }

    @Test func `quick looks at lists and sizes, and says so`() async throws {
        let folder = try TemporaryFolder()
        var bytes = try await good(folder)
        let verifier = BundleVerifier(
            modules: VerifierSet([]), options: VerifyOptions(isQuick: true), progress: SilentProgress())
        let report = try await verifier.verify(folder.appending("good.tgz"))
        #expect(report.findings.isEmpty)
        #expect(report.text.contains("contents were NOT read"))
        #expect(report.bytes == 0)
        bytes[bytes.count / 2] ^= 1
        let file = try folder.write(bytes, at: "changed.tgz")
        #expect(try await verifier.verify(file).findings.isEmpty)
        let short = try folder.write(Array(bytes.dropLast()), at: "short.tgz")
        #expect(try await !verifier.verify(short).findings.isEmpty)
    }

    /// Zeros behind the end, as GNU tar fills its last record, do not hide that a member is missing.
    @Test func `what stands behind the end does not end the findings`() async throws {
        let folder = try TemporaryFolder()
        var tar = try await tar(folder)
        tar.members.removeLast()
        let bytes = tar.bytes + [UInt8](repeating: 0, count: 4096)
        let report = try await verify(StoredGzip.bytes(bytes), folder)
        #expect(report.findings.count == 3, "\(report.findings)")
        #expect(report.findings[0].problem.contains("something follows the end of the archive"))
        #expect(report.findings[1] == Finding("z", "listed in SHA256SUMS, but missing"))
        #expect(report.findings[2].member == "bundle.json")
    }

    @Test func `names that differ in case, and a file that is a folder too`() async throws {
        let folder = try TemporaryFolder()
        let tar = try TestTree.archive(["z": [1], "Z": [2], "b": [3], "b/c": [4]])
        let sizes = tar.members.map { Int64($0.content.count) }
        for bytes in [StoredGzip.bytes(tar.bytes), ForgedBundle.bytes(tar.bytes, sizes: sizes)] {
            let report = try await verify(bytes, folder)
            #expect(report.findings.map(\.member) == ["z", "b/c"])
            #expect(report.members == 7)
        }
    }

    /// A gzip member as long as its content is read where stored ones are.
    @Test func `compressed members that are not smaller`() async throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 12)
        var tar = try TestTree.archive([
            "a": random.bytes(1_300_000).map { $0 % 144 }, "b": random.bytes(1_100_000).map { $0 % 144 },
        ])
        let sizes = tar.members.map { Int64($0.content.count) }
        func findings() async throws -> [Finding] {
            try await verify(ForgedBundle.bytes(tar.bytes, sizes: sizes, gzip: FixedGzip.bytes), folder).findings
        }
        #expect(try await findings().isEmpty)
        let file = try #require(tar.members.firstIndex { $0.name.hasSuffix("/a") })
        tar.members[file].content[1_200_000] ^= 1
        let found = try await findings()
        #expect(found.map(\.member) == ["a"])
        #expect(found.first?.problem.contains("digest mismatch") == true, "\(found)")
    }

    @Test func `random bytes never do harm`() async throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 5)
        for size in [0, 1, 2, 10, 18, 19, 100, 5000] {
            #expect(try await !verify(random.bytes(size), folder).findings.isEmpty)
            let gzipped = try await CommandRunner.run("gzip", ["-nc1"], input: random.bytes(size)).output
            #expect(try await !verify(gzipped, folder).findings.isEmpty)
        }
    }
}
