import TestSupport
import Testing

@testable import OSPackages

struct AptSourcesTests {
    @Test func oneLineForm() {
        let text = """
            # deb http://off.example/debian bookworm main
            deb [ arch=amd64 signed-by=/a.gpg,/b.gpg ] http://one.example/debian bookworm main contrib # comment
            deb-src http://one.example/debian bookworm main
            deb cdrom:[Debian]/ bookworm main
            deb mirror+http://list.example/m bookworm main
            \tdeb https://two.example/x/ ./
            deb [unclosed http://x.example y
            """
        let found = AptSourcesParser.list(text, file: "f")
        #expect(
            found == [
                AptSource(
                    place: "f:2", uri: "http://one.example/debian", suites: ["bookworm"],
                    components: ["main", "contrib"], signedBy: .files(["/a.gpg", "/b.gpg"])),
                AptSource(place: "f:6", uri: "https://two.example/x/", suites: ["./"], components: [], signedBy: nil),
            ])
    }

    @Test func deb822Form() {
        let text = """
            Types: deb deb-src
            URIs: http://one.example/debian file:/x
            # inside
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/k.gpg

            Types: deb
            Enabled: no
            URIs: http://off.example/
            Suites: bookworm

            Types: deb
            URIs: http://two.example/
            Suites: s
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             AAAA
             -----END PGP PUBLIC KEY BLOCK-----
            """
        let found = AptSourcesParser.deb822(Array(text.utf8), file: "f")
        #expect(found.map(\.uri) == ["http://one.example/debian", "http://two.example/"])
        #expect(found.first?.suites == ["bookworm", "bookworm-updates"])
        #expect(found.first?.signedBy == .files(["/usr/share/keyrings/k.gpg"]))
        #expect(
            found.last?.signedBy
                == .embedded(
                    "\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----"))
    }

    @Test func eachSuiteHasItsOwnPlace() throws {
        let folder = try TemporaryFolder()
        try folder.write("deb http://a.example/debian bookworm main\n", at: "etc/apt/sources.list")
        try folder.write(
            "Types: deb\nURIs: http://b.example/sec\nSuites: bookworm-security\nComponents: main\n",
            at: "etc/apt/sources.list.d/x.sources")
        try folder.write("deb http://c.example/ hidden main\n", at: "etc/apt/sources.list.d/y.list.disabled")
        let sources = try AptSources(root: folder.path)
        #expect(try sources.entry(for: "bookworm", components: ["main"]).uri == "http://a.example/debian")
        #expect(try sources.entry(for: "bookworm-security", components: ["main"]).uri == "http://b.example/sec")
        #expect(throws: AptSourcesError.noSuite("hidden", known: ["bookworm", "bookworm-security"])) {
            try sources.entry(for: "hidden", components: ["main"])
        }
        #expect(throws: AptSourcesError.self) { try sources.entry(for: "bookworm", components: ["main", "contrib"]) }
    }

    @Test func aMachineWithoutApt() throws {
        let folder = try TemporaryFolder()
        #expect(try AptSources(root: folder.path).entries == [])
    }
}
