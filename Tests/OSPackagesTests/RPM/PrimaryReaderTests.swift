import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Every field of real packages, as python's own XML reader sees it, and as dnf does.
struct PrimaryReaderTests {
    private static let path = RPMFixtures.file("baseos/repodata/primary.xml.gz")

    private static func read(_ path: FilePath, _ architectures: Set<String>) throws -> [(RPMPackage, RPMPackageSource)]
    {
        var result: [(RPMPackage, RPMPackageSource)] = []
        try PrimaryReader.read(path, architectures: architectures) { result.append(($0, $1)) }
        return result
    }

    private static func read(_ text: String, limit: Int64? = nil) throws -> [(RPMPackage, RPMPackageSource)] {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, at: "primary.xml")
        var result: [(RPMPackage, RPMPackageSource)] = []
        try PrimaryReader.read(path, architectures: ["x86_64", "noarch"], documentBytes: limit) {
            result.append(($0, $1))
        }
        return result
    }

    /// `tell-primary` in Swift.
    private static func tell(_ package: RPMPackage, _ source: RPMPackageSource) -> String {
        var lines = [
            "package \(package.name) \(tell(package.version)) \(package.architecture) \(source.digest.hex) \(source.size) "
                + "\(source.location) \(source.base ?? "")"
        ]
        let lists = [
            ("requires", package.requires), ("provides", package.provides), ("conflicts", package.conflicts),
            ("obsoletes", package.obsoletes), ("recommends", package.recommends), ("suggests", package.suggests),
            ("supplements", package.supplements), ("enhances", package.enhances),
        ]
        for (name, relations) in lists {
            for relation in relations {
                let bound = relation.bound.map { "\($0.comparison.rawValue) \(tell($0.version))" } ?? "-"
                lines.append("\(name) \(relation.name) \(bound) \(relation.isPre ? "1" : "")")
            }
        }
        lines += package.files.map { "file \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func tell(_ version: RPMVersion) -> String {
        "\(version.epoch.map(String.init) ?? ""):\(version.version)-\(version.release ?? "")"
    }

    @Test(arguments: [["x86_64", "noarch"], ["i686"], ["aarch64"], ["x86_64", "noarch", "i686"]])
    func everyField(_ architectures: [String]) async throws {
        let told = try await PeerProgram.run("python3", [RPMFixtures.teller, Self.path.string] + architectures)
        let read = try Self.read(Self.path, Set(architectures))
        #expect(read.map(Self.tell).joined() == told)
    }

    @Test(arguments: ["xz", "zstd", "bzip2", "cat"])
    func everyCompression(_ program: String) async throws {
        let folder = try TemporaryFolder()
        let plain = try await CommandRunner.run("gzip", ["-dc", Self.path.string])
        let packed = try await CommandRunner.run(program, program == "cat" ? [] : ["-c"], input: plain.output)
        let path = try folder.write(packed.output, at: "primary")
        #expect(try Self.read(path, ["x86_64"]).map(\.0) == Self.read(Self.path, ["x86_64"]).map(\.0))
    }

    @Test func asDnfSeesThem() async throws {
        let bench = try DnfJudge()
        let listed = try await bench.repoquery(
            [RPMFixtures.file("baseos")],
            ["--showduplicates", "--qf", "%{name} %{epoch}:%{version}-%{release} %{arch} %{downloadsize} %{location}"])
        let read = try Self.read(Self.path, ["x86_64", "noarch", "i686"]).map { package, source in
            "\(package.name) \(Self.tell(package.version)) \(package.architecture) \(source.size) \(source.location)"
        }
        #expect(Set(read) == Set(listed))
        #expect(read.count == listed.count)
    }

    private static let good = """
        <package type="rpm"><name>a</name><arch>noarch</arch><version epoch="1" ver="2" rel="3"/>
        <checksum type="sha256" pkgid="YES">\(String(repeating: "a", count: 64))</checksum><size package="10"/>
        <location xml:base="https://h/x" href="./Packages/a.rpm"/><format><rpm:requires>
        <rpm:entry name="(b if c)"/><rpm:entry name="d" flags="GE" ver="1" pre="1"/>
        <rpm:entry name="e" flags="EQ"/></rpm:requires><rpm:enhances><rpm:entry name="f"/></rpm:enhances>
        <file>/etc/a &amp; b</file><file type="dir">/etc/d</file></format></package>
        """

    private static func document(_ packages: String...) -> String {
        "<metadata xmlns=\"http://linux.duke.edu/metadata/common\" xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">"
            + packages.joined() + "</metadata>"
    }

    @Test func rareFields() throws {
        let (package, source) = try #require(try Self.read(Self.document(Self.good)).first)
        #expect(package.nevra == "a-1:2-3.noarch")
        #expect(package.requires.map(\.name) == ["(b if c)", "d", "e"])
        #expect(package.requires[1].bound?.version == RPMVersion(epoch: nil, version: "1", release: nil))
        #expect(package.requires.map(\.isPre) == [false, true, false])
        #expect(package.requires[2].bound == nil)
        #expect(package.enhances.map(\.name) == ["f"])
        #expect(package.files == ["/etc/a & b", "/etc/d"])
        let url = try source.url(in: RemoteURL("https://mirror/repo/"))
        #expect(url.description == "https://h/x/Packages/a.rpm")
        let own = RPMPackageSource(location: "a b/+é.rpm", base: "", digest: source.digest, size: 1)
        #expect(
            try own.url(in: RemoteURL("https://mirror/repo")).description == "https://mirror/repo/a%20b/+%C3%A9.rpm")
        for href in ["../a.rpm", "/a.rpm", "a/../../b.rpm", "a\\b.rpm"] {
            let bad = RPMPackageSource(location: href, base: nil, digest: source.digest, size: 1)
            #expect(throws: RelativePathError.self) { try bad.url(in: RemoteURL("https://mirror/repo")) }
        }
    }

    /// A package in another state is not built, but what follows is.
    @Test func otherArchitectures() throws {
        let other = Self.good.replacing("noarch", with: "s390x").replacing("sha256", with: "md5")
        #expect(try Self.read(Self.document(other, Self.good, other)).map(\.0.nevra) == ["a-1:2-3.noarch"])
    }

    @Test(arguments: [
        ("<name>a</name>", "", "'a package' has no name"),
        ("<name>a</name>", "<name/>", "has no name"),
        ("<version epoch=\"1\" ver=\"2\" rel=\"3\"/>", "", "'a.noarch' has no version"),
        ("epoch=\"1\"", "epoch=\"x\"", "the epoch of 'a' cannot be used: 'x'"),
        ("epoch=\"1\"", "epoch=\"4294967296\"", "the epoch of 'a' cannot be used: '4294967296'"),
        ("epoch=\"1\"", "epoch=\"-1\"", "the epoch of 'a' cannot be used: '-1'"),
        (
            "type=\"sha256\"", "type=\"md5\"",
            "the checksum of 'a-1:2-3.noarch' is of type 'md5': only sha256 is trusted"
        ),
        ("type=\"sha256\"", "type=\"sha\"", "is of type 'sha': only sha256 is trusted"),
        (">aaaa", ">aaa", "the checksum of 'a-1:2-3.noarch' cannot be used"),
        (">aaaa", ">../a", "the checksum of 'a-1:2-3.noarch' cannot be used"),
        ("package=\"10\"", "package=\"99999999999999999999\"", "'a-1:2-3.noarch' has no size"),
        ("package=\"10\"", "package=\"-1\"", "'a-1:2-3.noarch' has no size"),
        ("href=\"./Packages/a.rpm\"", "", "'a-1:2-3.noarch' has no location"),
        ("flags=\"GE\"", "flags=\"=>\"", "the flags of 'a' cannot be used: '=>'"),
        ("name=\"d\"", "", "'a' has no name in one of its entries"),
        ("</package>", "", "mismatched tag"),
        ("<metadata", "<otherdata", "mismatched tag"),
        ("</metadata>", "", "no element found"),
    ])
    func malformed(_ part: String, _ other: String, _ words: String) {
        let text = Self.document(Self.good).replacing(part, with: other)
        #expect {
            try Self.read(text)
        } throws: {
            #expect("\($0)".contains(words))
            return ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }

    @Test func otherDocuments() throws {
        for text in ["<filelists/>", "<html><body/></html>"] {
            #expect(throws: MetadataError.otherDocument(expected: "metadata")) { try Self.read(text) }
        }
        #expect(throws: XMLError.self) { try Self.read("") }
        #expect { try Self.read(Self.document(Self.good), limit: 100) } throws: {
            "\($0)".hasSuffix("the document is longer than 100 bytes")
        }
    }

    @Test func damagedFiles() throws {
        let folder = try TemporaryFolder()
        let bytes = try FileSystem.read(Self.path, limit: 1 << 20)
        for end in [0, 1, 10, 100, bytes.count / 2, bytes.count - 9] {
            let path = try folder.write(Array(bytes[..<end]), at: "\(end).gz")
            #expect { try Self.read(path, ["x86_64"]) } throws: { $0 is ArchiveError || $0 is XMLError }
        }
        var random = SeededRandom(seed: 4)
        for number in 0..<40 {
            var changed = bytes
            changed[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
            let path = try folder.write(changed, at: "changed\(number).gz")
            // The digest would have told; here it only must not trap.
            _ = try? Self.read(path, ["x86_64"])
        }
    }
}
