import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Whatever is done to a file, its reader gives something or an error that explains itself; it never traps.
struct MutatedMetadataTests {
    private static let rounds = 250

    /// A file with a few bytes changed, cut out, doubled, or replaced by what is special in XML and YAML.
    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        let special = [
            "<", ">", "&", "\"", "]]>", "<!--", "<a>", "\u{0}", "é", "---\n", "[", "{", "- ", ": ", "*a", "&a ", "%",
            "\t", "'",
        ]
        var result = bytes
        for _ in 0...random.below(4) where !result.isEmpty {
            let start = random.below(result.count)
            let end = min(start + random.below(40), result.count)
            switch random.below(5) {
            case 0: result[start] ^= UInt8(1 << random.below(8))
            case 1: result.removeSubrange(start..<end)
            case 2: result.insert(contentsOf: result[start..<end], at: random.below(result.count))
            case 3: result.insert(contentsOf: Array(special[random.below(special.count)].utf8), at: start)
            default: result.removeSubrange(start...)
            }
        }
        return result
    }

    private static func survives(_ bytes: [UInt8], seed: UInt64, _ read: ([UInt8]) throws -> Void) throws {
        var random = SeededRandom(seed: seed)
        try read(bytes)
        for _ in 0..<rounds {
            let changed = mutated(bytes, &random)
            do {
                try read(changed)
            } catch {
                #expect(error is any ExplainedError)
                #expect("\(error)".utf8.count < 5000)
            }
        }
    }

    private static func text(_ name: String, _ program: String, lines: Int) async throws -> [UInt8] {
        let outcome = try await CommandRunner.run(program, ["-dc", RPMFixtures.file(name).string])
        return Array(
            outcome.output.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(lines).joined(separator: [
                0x0A
            ]))
    }

    @Test func repomd() throws {
        let bytes = try FileSystem.read(RPMFixtures.file("baseos/repodata/repomd.xml"), limit: 1 << 20)
        try Self.survives(bytes, seed: 1) { _ = try Repomd(parsing: $0) }
    }

    @Test func primary() async throws {
        let folder = try TemporaryFolder()
        let head = try await Self.text("baseos/repodata/primary.xml.gz", "gzip", lines: 90)
        let end = String(decoding: head, as: UTF8.self).ranges(of: "</package>").last?.upperBound
        let text = String(decoding: head, as: UTF8.self)
        let bytes = Array((text[..<(try #require(end))] + "</metadata>").utf8)
        try Self.survives(bytes, seed: 2) {
            let path = try folder.write($0, at: "primary.xml")
            try PrimaryReader.read(path, architectures: ["x86_64", "i686", "noarch"]) { _, _ in }
        }
    }

    @Test func filelists() throws {
        let folder = try TemporaryFolder()
        let hex = String(repeating: "0", count: 64)
        let text =
            "<filelists><package pkgid='\(hex)' name='a'><file>/a</file><file type='dir'>/b</file></package></filelists>"
        try Self.survives(Array(text.utf8), seed: 3) {
            try FilelistsReader.read(folder.write($0, at: "filelists.xml"), where: { _ in true }) { _, _ in }
        }
    }

    @Test func modules() async throws {
        let folder = try TemporaryFolder()
        let bytes = try await Self.text("appstream/repodata/modules.yaml.xz", "xz", lines: 100)
        try Self.survives(bytes, seed: 4) {
            let modules = try ModulesFile(at: folder.write($0, at: "modules.yaml"))
            _ = try ModuleFilter(modules, enabled: ["mariadb:10.11"])
        }
    }

    @Test func groups() throws {
        let folder = try TemporaryFolder()
        let text =
            "<comps><group><id>a</id><name>A</name><packagelist><packagereq type='default'>p</packagereq></packagelist></group></comps>"
        try Self.survives(Array(text.utf8), seed: 5) { _ = try CompsFile(at: folder.write($0, at: "comps.xml")) }
    }

    @Test func metalinks() throws {
        let text = """
            <metalink><files><file name="repomd.xml"><verification><hash type="sha256">\(String(repeating: "0", count: 64))</hash>
            </verification><resources><url preference="9">https://h/x/repodata/repomd.xml</url></resources></file></files></metalink>
            """
        try Self.survives(Array(text.utf8), seed: 6) { _ = try MirrorList(parsing: $0) }
        try Self.survives(Array("# list\nhttps://h/x\nhttp://i/y/\n".utf8), seed: 7) { _ = try MirrorList(parsing: $0) }
    }
}
