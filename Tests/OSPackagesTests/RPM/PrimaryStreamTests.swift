import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// More texts than one table of numbers takes, and a reader that is given up.
struct PrimaryStreamTests {
    private static func package(_ name: String, provides: [String], requires: [String]) -> String {
        func list(_ element: String, _ names: [String]) -> String {
            "<rpm:\(element)>" + names.map { "<rpm:entry name=\"\($0)\" flags=\"EQ\" ver=\"1\" rel=\"2\"/>" }.joined()
                + "</rpm:\(element)>"
        }
        return """
            <package type="rpm"><name>\(name)</name><arch>noarch</arch><version epoch="0" ver="1" rel="2"/>
            <checksum type="sha256" pkgid="YES">\(String(repeating: "a", count: 64))</checksum><size package="1"/>
            <location href="\(name).rpm"/><format>\(list("provides", provides))\(list("requires", requires))
            <file>/usr/bin/\(name)</file></format></package>
            """
    }

    private static func write(_ packages: [String]) throws -> (TemporaryFolder, FilePath) {
        let folder = try TemporaryFolder()
        return (
            folder,
            try folder.write(
                "<metadata xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\(packages.joined())</metadata>",
                at: "primary.xml")
        )
    }

    /// The first two fill the table; the third begins with new numbers and needs what the first one has.
    @Test func numbersBeginAgain() throws {
        let many = 70_000
        let (folder, path) = try Self.write([
            Self.package("first", provides: (0..<many).map { "first(\($0))" }, requires: []),
            Self.package("second", provides: (0..<many).map { "second(\($0))" }, requires: []),
            Self.package(
                "third", provides: [], requires: ["first(69999)", "second(0)", "/usr/bin/fourth", "rpmlib(X)"]),
            Self.package("fourth", provides: ["third"], requires: ["(first(1) and second(2))"]),
        ])
        defer { withExtendedLifetime(folder) {} }
        var index = RPMIndex(architecture: .amd64)
        try index.read(PrimarySource(path: path, documentBytes: nil, name: "many", priority: 99))
        let requests = try RPMRequestSelector(pool: index.pool) { _ in nil }.select([PackageRequest("third", .rpm)])
        let found = try RPMResolver(pool: index.pool, takesRecommended: false).resolve(requests)
        #expect(
            found.packages.map(index.nevra).sorted()
                == ["first-1-2.noarch", "fourth-1-2.noarch", "second-1-2.noarch", "third-1-2.noarch"])
    }

    /// Whoever stops half way leaves no thread waiting, and a fault behind the end is not theirs.
    @Test func canBeGivenUp() throws {
        let (folder, path) = try Self.write((0..<20_000).map { Self.package("p\($0)", provides: [], requires: []) })
        defer { withExtendedLifetime(folder) {} }
        for _ in 0..<20 {
            let stream = PrimaryStream(path, architectures: ["noarch"], documentBytes: nil)
            let batch = try #require(try stream.next())
            #expect(batch.packages.count == 64)
        }
    }

    @Test func aFaultArrives() throws {
        let (folder, path) = try Self.write([
            Self.package("good", provides: [], requires: []),
            "<package type=\"rpm\"><name>bad</name><arch>noarch</arch></package>",
        ])
        defer { withExtendedLifetime(folder) {} }
        let stream = PrimaryStream(path, architectures: ["noarch"], documentBytes: nil)
        #expect {
            while try stream.next() != nil {}
        } throws: {
            "\($0)".contains("bad")
        }
    }
}
