import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

/// Each limit of docs/format.md has a message that says the limit and what was found. Those of bundle.json, SHA256SUMS and
/// what a bundle expands to are in BombTests, within a limit of memory.
struct LimitTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func findings(_ bytes: [UInt8]) async throws -> String {
        let report = try await PackedTree.verify(try folder.write(bytes, at: "limit.tgz"))
        #expect(report.exitCode == .findings)
        return report.text
    }

    @Test func `the signature`() async throws {
        var tar = try TestTree.archive(["a": [1]])
        tar.members.insert(
            TarBuilder.Member("test-1-amd64/SHA256SUMS.sig", [UInt8](repeating: 1, count: 65_537)), at: 2)
        let text = try await findings(StoredGzip.bytes(tar.bytes))
        #expect(text.contains("SHA256SUMS.sig has 65537 bytes, more than the 65536 that it may have"), "\(text)")
    }

    @Test func `airgap lock`() async throws {
        var tar = try TestTree.archive(["a": [1]], bytes: 1 << 30)
        let lock = try #require(tar.members.firstIndex { $0.name.hasSuffix("airgap.lock") })
        tar.members[lock].size = "00300000000 "
        let text = try await findings(StoredGzip.bytes(tar.bytes))
        #expect(
            text.contains("'airgap.lock': 50331648 bytes, more than the 33554432 that such a file may have"), "\(text)")
    }

    @Test func `a pax header`() async throws {
        var tar = try TestTree.archive(["a": [1]])
        tar.members.append(
            TarBuilder.Member("././@PaxHeader", [UInt8](repeating: 0x61, count: 70_000), type: "x"))
        let text = try await findings(StoredGzip.bytes(tar.bytes))
        #expect(text.contains("a pax header of 70000 bytes, more than the 65536 that it may have"), "\(text)")
    }

    @Test(arguments: [String(repeating: "n", count: 256), String(repeating: "deep/", count: 820)])
    func `a name`(_ name: String) async throws {
        let list = "\(Digest(of: [UInt8]()).hex)  \(name)\n"
        let tar = TarBuilder([
            TarBuilder.Member("test-1-amd64/bundle.json", Array("{}".utf8)),
            TarBuilder.Member("test-1-amd64/SHA256SUMS", Array(list.utf8)),
        ])
        let text = try await findings(StoredGzip.bytes(tar.bytes))
        #expect(text.contains("SHA256SUMS cannot be read: line 1: path of more than 4096 bytes, or with"), "\(text)")
    }

    @Test func `the index, and where it stands`() async throws {
        let footer = GzipFrame.empty("AF", LittleEndian.bytes(8, count: 8))
        let large = folder.appending("large.tgz")
        try await PeerProgram.run("truncate", ["-s", "\(9 + (64 << 20))", large.string])
        try await PeerProgram.run("sh", ["-c", "cat >> \"$0\"", large.string], input: footer)
        let report = try await PackedTree.verify(large)
        let text = "the index has 67108865 bytes, more than the 67108864 that it may have"
        #expect(report.text.contains(text), "\(report.text)")
        let far = try await findings(GzipFrame.empty("AF", LittleEndian.bytes(1 << 40, count: 8)))
        #expect(far.contains("the index would stand at byte 1099511627776, behind the file's end"), "\(far)")
    }

    @Test func `counts that no bundle can have`() async throws {
        for count in [250_001, -1] {
            let tar = try TestTree.archive(["a": [1]], declaring: count)
            let text = try await findings(StoredGzip.bytes(tar.bytes))
            #expect(text.contains("bundle.json declares \(count) files; a bundle has 0 to 250000"), "\(text)")
        }
        for size: Int64 in [-1, 1 << 60] {
            let tar = try TestTree.archive(["a": [1]], bytes: size)
            let text = try await findings(StoredGzip.bytes(tar.bytes))
            #expect(text.contains("bundle.json declares \(size) bytes"), "\(text)")
        }
    }
}
