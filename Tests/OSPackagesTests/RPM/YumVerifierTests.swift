import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// What verify says of damaged yum repositories.
struct YumVerifierTests {
    private static let repomd = YumSamples.folder() + "repodata/repomd.xml"
    private static let words = YumSamples.folder() + "Packages/words-1.0-1.noarch.rpm"
    private static let extra = YumSamples.folder() + "Packages/extra-1.0-1.noarch.rpm"

    /// A metadata file by the end of its name.
    private func metadata(_ bench: RepositoryBench, _ suffix: String) throws -> String {
        let entry = bench.entries.first { $0.path.name.hasSuffix(suffix) }
        return try #require(entry).path.description
    }

    @Test func everyDamageIsFound() async throws {
        let bench = try await YumSamples.bench()
        let primary = try metadata(bench, "-primary.xml.gz")
        let filelists = try metadata(bench, "-filelists.xml.gz")
        func found(_ change: (inout [String: [UInt8]]) throws -> Void) throws -> String {
            try bench.findings(architecture: .amd64, change).joined(separator: "\n")
        }
        #expect(try found { _ in } == "")
        #expect(try found { $0[Self.words] = nil }.contains("missing; 'words-1.0-1.noarch' is listed there"))
        #expect(try found { $0[Self.words]?[4000] ^= 1 }.contains("primary.xml has sha256:"))
        #expect(try found { $0[Self.words] = Array("x".utf8) }.contains("not an rpm file"))
        #expect(
            try found { $0[Self.words] = $0[Self.extra] }
                .contains("the rpm file is 'extra-1.0-1.noarch', primary.xml says 'words-1.0-1.noarch'"))
        #expect(
            try found { $0[YumSamples.folder() + "Packages/more.rpm"] = $0[Self.extra] }.contains(
                "no primary.xml lists it"))
        for metadata in [primary, filelists] {
            #expect(try found { $0[metadata] = nil }.contains("missing; repomd.xml lists it"))
            #expect(try found { $0[metadata]?.append(0) }.contains("repomd.xml has sha256:"))
        }
        #expect(try found { $0[Self.repomd] = nil }.contains("repomd.xml': missing or unreadable"))
        #expect(try !found { $0[Self.repomd] = Array("<repomd/>".utf8) }.isEmpty)
        #expect(try !found { $0[primary] = try Gzip.compress(Array("<metadata/>".utf8)) }.isEmpty)
        #expect(try bench.findings(architecture: .arm64).contains { $0.contains("in a bundle for") })
    }

    @Test func aBombIsRefused() async throws {
        let bench = try await YumSamples.bench()
        let primary = try metadata(bench, "-primary.xml.gz")
        let head = "<metadata xmlns=\"http://linux.duke.edu/metadata/common\"><package><name>"
        let bomb = try Gzip.compress(Array(head.utf8) + [UInt8](repeating: 0x20, count: 32 << 20))
        #expect(try bench.findings { $0[primary] = bomb }.contains { $0.contains("primary.xml.gz") })
    }

    @Test func mutatedBytesNeverTrap() async throws {
        let bench = try await YumSamples.bench()
        var random = SeededRandom(seed: 12)
        let names = bench.entries.map(\.path.description).filter { $0.hasPrefix(YumSamples.folder()) }
        for _ in 0..<200 {
            let name = names[random.below(names.count)]
            let found = try bench.findings { members in
                guard var bytes = members[name], !bytes.isEmpty else { return }
                bytes[random.below(bytes.count)] ^= UInt8(1 + random.below(255))
                if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count)) }
                members[name] = bytes
            }
            // Only the bundle's own SHA256SUMS vouches for the words of repomd.xml.
            #expect(!found.isEmpty || name == Self.repomd, "a change of \(name)")
        }
    }
}
