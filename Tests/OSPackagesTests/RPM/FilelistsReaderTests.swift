import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// The paths of real packages, as python's own XML reader sees them.
struct FilelistsReaderTests {
    private static let path = RPMFixtures.file("baseos/repodata/filelists.xml.xz")

    @Test func everyPath() async throws {
        let told = try await PeerProgram.run("python3", [RPMFixtures.teller, Self.path.string])
        var text = ""
        try FilelistsReader.read(Self.path, where: { _ in true }) { digest, paths in
            text += paths.map { "\(digest.hex) \($0)\n" }.joined()
        }
        #expect(text == told)
        #expect(text.utf8.count > 100_000)
    }

    @Test func onlyWantedPaths() throws {
        let wanted: Set<String> = ["/usr/sbin/dnsmasq", "/usr/share/zoneinfo/Europe/Berlin", "/nowhere"]
        var found: [String] = []
        try FilelistsReader.read(Self.path, where: { wanted.contains(String(decoding: $0, as: UTF8.self)) }) {
            found += $1
        }
        #expect(found.allSatisfy(wanted.contains))
    }

    private static func read(_ text: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, at: "filelists.xml")
        var found: [String] = []
        try FilelistsReader.read(path, documentBytes: 10_000, where: { _ in true }) {
            found += ["\($0.hex.prefix(2))"] + $1
        }
        return found
    }

    @Test(arguments: [
        ("", "no element found"),
        ("<metadata/>", "not a document of the kind 'filelists'"),
        ("<filelists><package name='a'/></filelists>", "'a' has no pkgid"),
        ("<filelists><package pkgid='0'/></filelists>", "the pkgid of 'a package' cannot be used: '0'"),
        ("<filelists><package name='a' pkgid='../x'/></filelists>", "the pkgid of 'a' cannot be used: '../x'"),
        ("<filelists><package pkgid='", "unclosed token"),
        ("<!DOCTYPE a><filelists/>", "a document type is not accepted here"),
        ("<filelists>" + String(repeating: "<p/>", count: 5000), "the document is longer than 10000 bytes"),
    ])
    func malformed(_ text: String, _ words: String) {
        #expect { try Self.read(text) } throws: {
            #expect("\($0)".contains(words))
            return ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }

    @Test func oddButGood() throws {
        let hex = String(repeating: "B", count: 64)
        let text = """
            <filelists><package pkgid='\(hex)'><version/><file>/a</file><file type='dir'>/b &lt;</file>
            <package pkgid='no'><file>/no</file></package></package><file>/no</file><package pkgid='\(hex)'/></filelists>
            """
        #expect(try Self.read(text) == ["bb", "/a", "/b <"])
    }
}
