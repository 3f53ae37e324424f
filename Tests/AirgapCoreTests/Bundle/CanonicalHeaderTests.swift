import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Headers, judged by bsdtar (which is libarchive), GNU tar and Python.
struct CanonicalHeaderTests {
    private static let time = Timestamp(seconds: 1_700_000_000)

    private static let plainNames = [
        "a", "t/" + String(repeating: "n", count: 98),
        String(repeating: "d", count: 50) + "/"
            + String(repeating: "n", count: 100),
        String(repeating: "d", count: 155) + "/"
            + String(repeating: "n", count: 100), String(repeating: "dir/", count: 30) + "name",
        String(repeating: "d", count: 99) + "/n", "-rf", "a b/c d",
    ]

    /// What fits into ustar stands there as libarchive would put it.
    @Test(arguments: plainNames) func `plain headers are libarchive's`(_ name: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("content", at: "in/" + name)
        try await PeerProgram.run(
            "sh",
            [
                "-c",
                "cd \"$0\" && touch -d @1700000000 in/\"$1\" && chmod 644 in/\"$1\" && bsdtar -C in -cf out.tar --format=ustar --uid 0 --gid 0 --uname root --gname root -- \"./$1\" && bsdtar -C in -cf out.tar --format=ustar --uid 0 --gid 0 --uname root --gname root -s ',^\\./,,' -- \"./$1\"",
                folder.path.string, name,
            ])
        let tar = try FileSystem.read(folder.appending("out.tar"), limit: 1 << 20)
        let header = CanonicalHeader(name: name, size: 7, time: Self.time, isExecutable: false)
        #expect(Array(tar.prefix(512)) == header.bytes)
    }

    private static let longNames = [
        "t/" + String(repeating: "n", count: 99), String(repeating: "d", count: 156) + "/n", "t/ünï/文件",
        String(repeating: "é", count: 60), String(repeating: "x", count: 99) + "é/b",
        (0..<8).map { String(repeating: "p\($0)", count: 25) }.joined(separator: "/"),
    ]

    @Test(arguments: longNames) func `others are read as they are meant`(_ name: String) async throws {
        let folder = try TemporaryFolder()
        let header = CanonicalHeader(name: name, size: 3, time: Self.time, isExecutable: true)
        let tar = header.bytes + [1, 2, 3] + [UInt8](repeating: 0, count: 509 + 1024)
        let file = try folder.write(tar, at: "x.tar").string
        for command in [
            "tar --quoting-style=literal -tf", "bsdtar -tf",
            "python3 -c 'import sys,tarfile; print(tarfile.open(sys.argv[1]).getnames()[0])'",
        ] {
            let listed = try await PeerProgram.run("sh", ["-c", "LC_ALL=C.UTF-8 \(command) '\(file)'"])
            #expect(listed == name + "\n")
        }
    }

    @Test func `a size over 8 GiB`() async throws {
        let folder = try TemporaryFolder()
        let size: Int64 = 9 << 30
        let header = CanonicalHeader(name: "t/big", size: size, time: Self.time, isExecutable: false)
        let file = try folder.write(header.bytes, at: "x.tar").string
        // The content is a hole, then the end of the archive.
        try await PeerProgram.run("truncate", ["-s", "\(size + Int64(header.bytes.count) + 1024)", file])
        let gnu = try await PeerProgram.run("tar", ["tvf", file])
        #expect(gnu.contains(" \(size) "))
        let bsd = try await PeerProgram.run("bsdtar", ["tvf", file])
        #expect(bsd.contains(" \(size) "))
    }
}
