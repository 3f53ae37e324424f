import AirgapCore
import SystemPackage
import Testing

@testable import OSPackages

/// repomd.xml, good and bad.
struct RepomdTests {
    private static let hex = String(repeating: "0123456789abcdef", count: 4)

    private static let good = """
        <?xml version="1.0" encoding="UTF-8"?>
        <repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
          <revision>1700000000</revision>
          <tags><distro cpeid="cpe:/o:centos:9">CentOS</distro></tags>
          <data type="primary">
            <checksum type="sha256">\(hex)</checksum>
            <open-checksum type="sha256">\(hex)</open-checksum>
            <header-checksum type="sha256">\(hex)</header-checksum>
            <location xml:base="https://other.example/r" href="repodata/\(hex)-primary.xml.gz"/>
            <timestamp>1700000000.25</timestamp>
            <size>100</size>
            <open-size>1000</open-size>
          </data>
          <data type="group"><checksum type="sha">x</checksum><location href="repodata/comps.xml"/></data>
        </repomd>
        """

    @Test func everyField() throws {
        let repomd = try Repomd(parsing: Array(Self.good.utf8))
        let digest = try Digest(hex: Self.hex)
        #expect(repomd.revision == "1700000000")
        #expect(repomd.records.map(\.type) == ["primary", "group"])
        let primary = try #require(repomd["primary"])
        #expect(primary.digest == digest && primary.openDigest == digest)
        #expect(primary.size == 100 && primary.openSize == 1000 && primary.timestamp == nil)
        #expect(
            try primary.location.url(in: RemoteURL("https://h/repo")).description
                == "https://other.example/r/repodata/\(Self.hex)-primary.xml.gz")
        let group = try #require(repomd["group"])
        #expect(group.checksumType == "sha" && group.digest == nil && group.size == nil)
        #expect(
            try group.location.url(in: RemoteURL("https://h/repo/")).description == "https://h/repo/repodata/comps.xml")
        #expect(repomd["filelists"] == nil)
    }

    @Test(arguments: ["baseos", "appstream"])
    func realOnes(_ name: String) throws {
        let repomd = try Repomd(
            parsing: FileSystem.read(RPMFixtures.file("\(name)/repodata/repomd.xml"), limit: 1 << 20))
        for record in repomd.records {
            let file = try FileSystem.read(RPMFixtures.file("\(name)/\(record.location.path)"), limit: 1 << 20)
            #expect(record.digest == Digest(of: file) && record.size == Int64(file.count))
        }
    }

    @Test(arguments: [
        (
            "href=\"repodata/comps.xml\"", "href=\"../comps.xml\"",
            "the location of 'group' cannot be used: path with '.' or '..'"
        ),
        (
            "href=\"repodata/comps.xml\"", "href=\"/etc/passwd\"",
            "the location of 'group' cannot be used: absolute path"
        ),
        (
            "href=\"repodata/comps.xml\"", "href=\"http://h/x\"",
            "the location of 'group' cannot be used: path with an empty"
        ),
        (
            "href=\"repodata/comps.xml\"", "href=\"a&#10;b\"",
            "the location of 'group' cannot be used: path with a control"
        ),
        ("href=\"repodata/comps.xml\"", "href=\"\"", "the location of 'group' cannot be used: empty path"),
        ("href=\"repodata/comps.xml\"", "", "'group' has no href"),
        (
            "https://other.example/r", "file:///etc",
            "the location of 'primary' cannot be used: not an http or https URL"
        ),
        (
            "https://other.example/r", "https://user:pw@h/",
            "the location of 'primary' cannot be used: a URL must not hold"
        ),
        ("<location href=\"repodata/comps.xml\"/>", "", "'group' has no location"),
        ("<checksum type=\"sha\">x</checksum>", "", "'group' has no checksum"),
        ("type=\"sha\"", "type=\"sha256\"", "the checksum of 'group' cannot be used: 'x'"),
        ("type=\"group\"", "type=\"primary\"", "'data primary' stands twice"),
        ("type=\"group\"", "", "'data' has no type"),
        ("<size>100</size>", "<size>-1</size>", "the size of 'primary' cannot be used: '-1'"),
        ("<size>100</size>", "<size>9223372036854775808</size>", "the size of 'primary' cannot be used"),
        ("<open-size>1000</open-size>", "<open-size>1e9</open-size>", "the open-size of 'primary' cannot be used"),
        ("<repomd xmlns", "<metalink xmlns", "mismatched tag"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE repomd [<!ENTITY a 'a'>]>", "a document type is not"),
    ])
    func malformed(_ part: String, _ other: String, _ words: String) {
        let text = Self.good.replacing(part, with: other)
        #expect { try Repomd(parsing: Array(text.utf8)) } throws: {
            #expect("\($0)".contains(words))
            return ($0 as? any ExplainedError)?.exitCode == .unavailable
        }
    }

    @Test func otherDocuments() {
        for text in ["<html/>", "<metadata><repomd/></metadata>"] {
            #expect(throws: MetadataError.otherDocument(expected: "repomd")) { try Repomd(parsing: Array(text.utf8)) }
        }
        let records = (0..<300).map {
            "<data type='t\($0)'><checksum type='sha'/><location href='r/\($0)'/></data>"
        }
        #expect(throws: MetadataError.tooMany("data elements", item: "repomd", limit: 200)) {
            try Repomd(parsing: Array("<repomd>\(records.joined())</repomd>".utf8))
        }
    }

    /// However it is cut, it is refused.
    @Test func truncated() {
        let bytes = Array(Self.good.utf8)
        for end in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: XMLError.self) { try Repomd(parsing: Array(bytes[..<end])) }
        }
    }
}
