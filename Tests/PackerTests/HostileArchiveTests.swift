import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

/// Hostile archives, as ordinary tar.gz and with a forged index: each is found by verify and refused by extract, and what
/// extract writes all the same is nothing but files of the good bundle.
struct HostileArchiveTests {
    private static let files: [String: [UInt8]] = ["a": [1, 2], "b/c": [3], "z": Array("the last".utf8)]

    private func good(_ folder: TemporaryFolder) async throws -> TarBuilder {
        let packed = try await PackedTree(Self.files, executables: [], in: folder)
        return TarBuilder(parsing: try await PeerProgram.bytes("gzip", ["-dc", packed.file.string]))
    }

    private func check(_ tar: [UInt8], _ good: TarBuilder, _ folder: TemporaryFolder) async throws {
        let sizes = good.members.map { Int64($0.content.count) }
        for bytes in [StoredGzip.bytes(tar), ForgedBundle.bytes(tar, sizes: sizes)] {
            let file = try folder.write(bytes, at: "hostile.tgz")
            let report = try await PackedTree.verify(file)
            #expect(!report.findings.isEmpty)
            let target = folder.appending("target/inner")
            await #expect(throws: (any Error).self) {
                let reader = try BundleReader(file, trust: BundleTrust())
                _ = try await BundleExtractor(reader, jobs: 2, progress: SilentProgress()).extract([], to: target)
            }
            try expectOnlyGoodFiles(folder)
        }
    }

    /// An ordinary tar.gz is read to its end before the first file is written.
    private func expectNothing(_ tar: [UInt8], _ folder: TemporaryFolder) async throws {
        let file = try folder.write(StoredGzip.bytes(tar), at: "hostile.tgz")
        let target = folder.appending("nothing")
        await #expect(throws: (any Error).self) {
            let reader = try BundleReader(file, trust: BundleTrust())
            _ = try await BundleExtractor(reader, jobs: 2, progress: SilentProgress()).extract([], to: target)
        }
        if try FileSystem.status(target) != nil { #expect(try FileSystem.names(in: target) == []) }
    }

    private func expectOnlyGoodFiles(_ folder: TemporaryFolder) throws {
        let above = folder.appending("target")
        guard try FileSystem.status(above) != nil else { return }
        #expect(try FileSystem.names(in: above) == ["inner"])
        let top = above.appending("inner/test-1-amd64")
        guard try FileSystem.status(top) != nil else { return }
        let expected = Set(
            Self.files.keys.map { $0.split(separator: "/")[0] } + ["bundle.json", "SHA256SUMS", "airgap.lock"])
        for name in try FileSystem.names(in: top) {
            #expect(expected.contains(name[...]), "\(name)")
            if let content = Self.files[name] {
                #expect(try FileSystem.read(top.appending(name), limit: 1000) == content)
            }
        }
        try FileSystem.removeTree(above)
    }

    @Test func `the good one is good both ways`() async throws {
        let folder = try TemporaryFolder()
        let good = try await good(folder)
        let sizes = good.members.map { Int64($0.content.count) }
        for bytes in [StoredGzip.bytes(good.bytes), ForgedBundle.bytes(good.bytes, sizes: sizes)] {
            let report = try await PackedTree.verify(try folder.write(bytes, at: "good.tgz"))
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    @Test(arguments: HostileMember.allCases) func `hostile members`(_ hostile: HostileMember) async throws {
        let folder = try TemporaryFolder()
        let good = try await good(folder)
        try await check(hostile.bytes(good), good, folder)
        try await expectNothing(hostile.bytes(good), folder)
    }

    @Test(arguments: TarMutation.allCases) func `changed members`(_ mutation: TarMutation) async throws {
        let folder = try TemporaryFolder()
        let good = try await good(folder)
        var tar = good
        mutation.apply(to: &tar)
        try await check(tar.bytes, good, folder)
        try await expectNothing(tar.bytes, folder)
    }

    /// The index lies about sizes, counts and places.
    @Test func `indexes that lie`() async throws {
        let folder = try TemporaryFolder()
        let good = try await good(folder)
        let sizes = good.members.map { Int64($0.content.count) }
        var lies: [[Int64]] = [[], sizes + [0], Array(sizes.dropLast()), sizes.map { $0 + 512 }]
        for number in sizes.indices {
            for change: Int64 in [1, -1, 512, 1 << 40] where sizes[number] + change >= 0 {
                var lie = sizes
                lie[number] += change
                lies.append(lie)
            }
        }
        lies.append([sizes[1], sizes[0]] + sizes.dropFirst(2))
        for lie in lies {
            let file = try folder.write(ForgedBundle.bytes(good.bytes, sizes: lie), at: "lie.tgz")
            #expect(try await !PackedTree.verify(file).findings.isEmpty, "\(lie)")
        }
    }
}
