import AirgapCore
import FoundationEssentials
import Packer
import SystemPackage
import TestSupport
import Testing

/// Mutants of a signed bundle, seeded: every one is found, none crashes or hangs, nothing is written.
struct MutationTests {
    /// 1,500 in CI; `make soak` asks for more.
    private static let count = ProcessInfo.processInfo.environment["AIRGAP_MUTANTS"].flatMap(Int.init) ?? 1500

    private static let files: [String: [UInt8]] = {
        var random = SeededRandom(seed: 20)
        let text = Array(String(repeating: "text that gets smaller, ", count: 300).utf8)
        return ["a": text, "b/c": random.bytes(70_000), "b/d": [], "ü": [1], "z": random.bytes(3000)]
    }()

    @Test func `mutants of the file`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            Self.files, executables: ["a"], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let bytes = try signed.bytes()
        let trust = try await SiteKeys.shared.trust()
        var random = SeededRandom(seed: 21)
        var (made, tried) = (0, 0)
        while made < Self.count {
            let mutation = BundleMutation.allCases[tried % BundleMutation.allCases.count]
            let mutant = mutation.apply(to: bytes, &random)
            tried += 1
            guard mutant != bytes else { continue }
            made += 1
            let file = try folder.write(mutant, at: "mutant.tgz")
            let report = try await PackedTree.verify(file, trust: trust)
            #expect(report.exitCode != .done, "mutant \(made): \(mutation)")
        }
        #expect(try FileSystem.names(in: folder.path) == ["b.tgz", "b.tgz.sha256", "mutant.tgz", "tree"])
    }

    /// The archive is changed, then packed again without fault: neither gzip nor the index can notice.
    @Test func `mutants of the archive, packed again`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            Self.files, executables: ["a"], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let plain = try await PeerProgram.bytes("gzip", ["-dc", signed.file.string])
        let sizes = TarBuilder(parsing: plain).members.filter { $0.type != UInt8(ascii: "x") }
            .map { Int64($0.content.count) }
        let trust = try await SiteKeys.shared.trust()
        var random = SeededRandom(seed: 22)
        let kinds: [BundleMutation] = [
            .bit, .byte, .zeroedBlock, .swappedBlocks, .truncated, .appended, .inserted, .removedRange, .repeatedRange,
        ]
        for made in 0..<(Self.count / 3) {
            let mutant = kinds[made % kinds.count].apply(to: plain, &random)
            guard mutant != plain else { continue }
            let bytes = made % 2 == 0 ? StoredGzip.bytes(mutant) : ForgedBundle.bytes(mutant, sizes: sizes)
            let report = try await PackedTree.verify(try folder.write(bytes, at: "mutant.tgz"), trust: trust)
            #expect(report.exitCode != .done, "mutant \(made): \(kinds[made % kinds.count])")
        }
    }

    /// Every byte of the first members and their headers once.
    @Test func `every byte of manifest, list, signature and their headers`() async throws {
        let folder = try TemporaryFolder()
        let signed = try await PackedTree(
            ["a": [1]], executables: [], signedBy: try await SiteKeys.shared.signer(folder), in: folder)
        let plain = try await PeerProgram.bytes("gzip", ["-dc", signed.file.string])
        let tar = TarBuilder(parsing: plain)
        let sizes = tar.members.map { Int64($0.content.count) }
        let end = tar.members.prefix(3).reduce(0) { $0 + 512 + ($1.content.count + 511) / 512 * 512 }
        let trust = try await SiteKeys.shared.trust()
        for place in 0..<end {
            var mutant = plain
            mutant[place] ^= 0x20
            let bytes = place % 2 == 0 ? StoredGzip.bytes(mutant) : ForgedBundle.bytes(mutant, sizes: sizes)
            let report = try await PackedTree.verify(try folder.write(bytes, at: "mutant.tgz"), trust: trust)
            #expect(report.exitCode != .done, "byte \(place)")
        }
    }
}
