import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Headers, judged by bsdtar (which is libarchive) of two releases, GNU tar, busybox, 7z and Python.
@Suite(.newerDebian("libarchive-tools", "libc-bin")) struct CanonicalHeaderTests {
    private static let time = Timestamp(seconds: 1_700_000_000)

    private static let names =
        [
            "a", "t/" + String(repeating: "n", count: 98), String(repeating: "d", count: 99) + "/n", "-rf", "a b/c d",
            String(repeating: "d", count: 50) + "/" + String(repeating: "n", count: 100),
            String(repeating: "d", count: 155) + "/" + String(repeating: "n", count: 100),
            String(repeating: "dir/", count: 30) + "name", String(repeating: "x", count: 98) + "é",
            String(repeating: "long/", count: 50) + String(repeating: "文", count: 80),
            String(repeating: "d", count: 149) + "/" + String(repeating: "e/f", count: 30)
                + String(repeating: "n", count: 99),
        ] + longNames

    /// What bsdtar writes when it copies an archive: its own headers, from what it has read. It composes characters when it
    /// reads, so no name has any to be composed.
    private func copy(_ file: FilePath, _ count: Int, by debian: NewerDebian?) async throws -> [UInt8] {
        let arguments = ["-b", "1", "-cf", "-", "--format=paxr", "@" + file.string]
        let locale = ["LC_ALL": "C.UTF-8"]
        let command =
            debian?.command("bsdtar", arguments, environment: locale) ?? (
                "env", ["LC_ALL=C.UTF-8", "bsdtar"] + arguments
            )
        let script = "out=$0; count=$1; shift; \"$@\" 2> \"$out.log\" | head -c \"$count\" > \"$out\""
        let output = FilePath(file.string + ".copy")
        try await PeerProgram.run("sh", ["-c", script, output.string, "\(count)", command.0] + command.1)
        return try FileSystem.read(output, limit: 1 << 20)
    }

    /// libarchive of this machine's release, and of the next.
    @Test(arguments: [false, true]) func `libarchive writes the same, whatever its version`(
        _ isNewer: Bool
    ) async throws {
        let folder = try TemporaryFolder()
        let debian = isNewer ? try NewerDebianTrait.debian : nil
        let members = Self.names.enumerated().flatMap { number, name in
            CanonicalHeader(name: name, size: 3, time: Self.time, isExecutable: number.isMultiple(of: 2)).bytes
                + [1, 2, 3] + [UInt8](repeating: 0, count: 509)
        }
        let tar = members + [UInt8](repeating: 0, count: 1024)
        #expect(try await copy(try folder.write(tar, at: "x.tar"), tar.count + 1, by: debian) == tar)
        for size: Int64 in [(1 << 33) - 1, 1 << 33, (1 << 36) - 1, 1 << 36, 1 << 42] {
            let header = CanonicalHeader(name: "t/größe", size: size, time: Self.time, isExecutable: false).bytes
            let large = try folder.write(header, at: "large.tar")
            // The content is a hole, and so large that only the copy's beginning is made.
            try await PeerProgram.run("truncate", ["-s", "\(size + Int64(header.count))", large.string])
            #expect(try await copy(large, header.count, by: debian) == header)
        }
        let version = debian?.command("bsdtar", ["--version"]) ?? ("bsdtar", ["--version"])
        #expect(try await PeerProgram.run(version.0, version.1).contains("libarchive 3.\(isNewer ? 7 : 6)"))
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
            "python3 -c 'import sys,tarfile; print(tarfile.open(sys.argv[1]).getnames()[0])'", "busybox tar -tf",
        ] {
            let listed = try await PeerProgram.run("sh", ["-c", "LC_ALL=C.UTF-8 \(command) '\(file)'"])
            #expect(listed == name + "\n")
        }
    }

    @Test(arguments: [(1 << 33) - 1, 9 << 30, 70 << 30] as [Int64]) func `sizes around and over 8 GiB`(
        _ size: Int64
    ) async throws {
        let folder = try TemporaryFolder()
        let header = CanonicalHeader(name: "t/big", size: size, time: Self.time, isExecutable: false)
        let next = CanonicalHeader(name: "t/next", size: 0, time: Self.time, isExecutable: false)
        let file = try folder.write(header.bytes, at: "x.tar").string
        // The content is a hole, then comes another member.
        let padded = size + Int64(header.bytes.count) + Int64(CanonicalHeader.padding(after: size))
        let end = try folder.write(next.bytes + [UInt8](repeating: 0, count: 1024), at: "end").string
        try await PeerProgram.run("sh", ["-c", "truncate -s \(padded) '\(file)' && cat '\(end)' >> '\(file)'"])
        for command in [
            "tar -tvf", "bsdtar -tvf", "7z l -ba",
            "python3 -c 'import sys,tarfile; [print(\"\", m.size, m.name) for m in tarfile.open(sys.argv[1])]'",
        ] {
            let listed = try await PeerProgram.run("sh", ["-c", "\(command) '\(file)'"])
            #expect(listed.contains(" \(size) "), "\(command)")
            #expect(listed.contains("t/next"), "\(command)")
        }
    }
}
