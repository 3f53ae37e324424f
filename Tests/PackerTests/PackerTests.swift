import AirgapCore
import Packer
import SystemPackage
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The archive, judged by every program that may read it.
struct PackerTests {
    static let options = PackOptions(jobs: 4, time: Timestamp(seconds: 1_700_000_000))

    /// Names and sizes at every border.
    static let files: [String: [UInt8]] = {
        var random = SeededRandom(seed: 1)
        let text = Array(String(repeating: "All work and no play makes a dull line. ", count: 60_000).utf8)
        var files: [String: [UInt8]] = [
            "empty": [], "a b/with spaces": Array("x".utf8), "ünï/çødé/文件": Array("y".utf8), "text": text,
            "random": random.bytes(3_000_001), "-rf": [1], "~": [2],
            String(repeating: "n", count: 120): [3], String(repeating: "deep/", count: 80) + "file": [4],
            String(repeating: "é", count: 100) + "/" + String(repeating: "l", count: 250): [5],
        ]
        for size in [511, 512, 513, 65535, 65536, 65537, 1_048_575, 1_048_576, 1_048_577] {
            files["size/\(size)"] = random.bytes(size)
        }
        return files
    }()

    private func pack(
        _ tree: TestTree, to file: FilePath, jobs: Int = 4, compression: Compression = .standard
    ) async throws -> PackedBundle {
        try await BundlePacker(
            options: PackOptions(jobs: jobs, time: Self.options.time, compression: compression),
            progress: SilentProgress()
        ).pack(tree: tree.folder, name: TestTree.name, to: file)
    }

    @Test func `the bytes do not depend on jobs or place`() async throws {
        let folder = try TemporaryFolder()
        let one = try TestTree(Self.files, executables: ["text"], at: folder.appending("one"))
        let two = try TestTree(Self.files, executables: ["text"], at: folder.appending("other/two"))
        let first = try await pack(one, to: folder.appending("1.tgz"), jobs: 1)
        for jobs in [2, 3, 4, 8] {
            let packed = try await pack(two, to: folder.appending("\(jobs).tgz"), jobs: jobs)
            #expect(packed == first)
        }
        try await PeerProgram.run(
            "sh",
            ["-c", "cd '\(folder.path)' && for j in 1 2 3 4 8; do sha256sum --quiet --strict -c $j.tgz.sha256; done"])
    }

    @Test(arguments: ["tar xzf", "bsdtar xf", "busybox tar xzf", "python3 -m tarfile -e", "unpack7z"])
    func `other programs unpack it, and sha256sum finds every byte right`(_ command: String) async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, executables: ["text"], at: folder.appending("tree"))
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        try FileSystem.makeFolder(folder.appending("out"))
        try await PeerProgram.run(
            "sh",
            [
                "-c",
                "unpack7z() { 7z x -so \"$1\" | tar xf -; }; export LC_ALL=C.UTF-8; cd '\(folder.path)/out' && \(command) ../b.tgz && cd test-1-amd64 && sha256sum --quiet --strict -c SHA256SUMS",
            ])
        let count = try await PeerProgram.run("sh", ["-c", "find '\(folder.path)/out' -type f | wc -l"])
        #expect(count == "\(Self.files.count + 3)\n")
        let mode = try #require(try FileSystem.status(folder.appending("out/test-1-amd64/text"))).mode
        #expect(mode & 0o111 != 0)
    }

    /// Only names are compared here: the digests are, above.
    @Test(arguments: [
        "tar --quoting-style=literal -tzf b.tgz", "bsdtar -tf b.tgz", "busybox tar -tzf b.tgz",
        "python3 -c 'import tarfile; [print(m.name) for m in tarfile.open(\"b.tgz\")]'",
        "7z x -so b.tgz > b.tar && 7z l -ba -slt b.tar | sed -n 's/^Path = //p'",
    ]) func `other programs list what our list has`(_ command: String) async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, at: folder.appending("tree"))
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        let members = try BundleReader(folder.appending("b.tgz"), trust: BundleTrust()).members
        let listed = try await PeerProgram.run(
            "sh", ["-c", "export LC_ALL=C.UTF-8; cd '\(folder.path)' && \(command)"])
        #expect(listed.split(separator: "\n").map(String.init) == members.map { "\(TestTree.name)/\($0.path)" })
        #expect(
            members.map(\.size) == members.map { try? FileSystem.status(tree.folder.appending("\($0.path)"))?.size })
    }

    @Test func `every compression holds the same archive, and more of it is smaller`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, at: folder.appending("tree"))
        var sizes: [Int64] = []
        var contents: Set<String> = []
        for compression in [Compression.none, .fast, .standard] {
            let file = folder.appending(compression.rawValue + ".tgz")
            sizes.append(try await pack(tree, to: file, compression: compression).size)
            contents.insert(try await PeerProgram.run("sh", ["-c", "gzip -dc '\(file)' | sha256sum"]))
        }
        #expect(sizes[0] > sizes[1] && sizes[1] > sizes[2])
        #expect(contents.count == 1)
    }

    @Test(arguments: ["gzip -t", "pigz -t"]) func `it is good gzip`(_ command: String) async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, at: folder.appending("tree"))
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        try await PeerProgram.run("sh", ["-c", "\(command) '\(folder.appending("b.tgz"))'"])
    }

    /// The size in each member's extra field leads to the next, up to the file's end.
    @Test func `the members' sizes tile the file`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, at: folder.appending("tree"))
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        let bytes = try FileSystem.read(folder.appending("b.tgz"), limit: 64 << 20)
        var offset = 0
        var members = 0
        while offset < bytes.count {
            #expect(Array(bytes[offset..<(offset + 4)]) == [0x1F, 0x8B, 8, 4])
            let size = (0..<4).reduce(0) { $0 | Int(bytes[offset + 16 + $1]) << (8 * $1) }
            try #require(size > 28)
            offset += size
            members += 1
        }
        #expect(offset == bytes.count)
        #expect(members > 14)
    }

    @Test func `what cannot be carried is refused by name, all at once`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(["a": [1], "b": [2], "c": [3], "d/e": [4]], at: folder.appending("tree"))
        try FileSystem.removeFile(tree.folder.appending("a"))
        mkfifo(tree.folder.appending("fifo").string, 0o644)
        mknod(tree.folder.appending("device").string, S_IFCHR | 0o644, 0x103)
        symlink("/etc/passwd", tree.folder.appending("out").string)
        symlink("nowhere", tree.folder.appending("dangling").string)
        symlink("loop", tree.folder.appending("loop").string)
        try AtomicFile.write([1], to: tree.folder.appending("extra"), durably: false)
        try AtomicFile.write([1], to: tree.folder.appending("back\\slash"), durably: false)
        try await PeerProgram.run(
            "python3",
            ["-c", "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"]
                + [tree.folder.appending("socket").string])
        let error = await #expect(throws: FailureList.self) { try await pack(tree, to: folder.appending("b.tgz")) }
        let text = "\(try #require(error))"
        for expected in [
            "'fifo': a fifo cannot", "'device': a device cannot", "'socket': a socket cannot", "'out': a symbolic link",
            "'dangling': a symbolic link", "'loop': a symbolic link", "'extra': not listed", "'back\\slash': path with",
            "a: listed in SHA256SUMS, but missing",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        #expect(error?.failures.count == 9)
        let left = try FileSystem.names(in: folder.path)
        #expect(left == ["tree"])
    }

    @Test func `a link inside the tree is carried as the file it leads to`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(["a": [1, 2, 3], "b": [1, 2, 3]], at: folder.appending("tree"))
        try FileSystem.removeFile(tree.folder.appending("b"))
        symlink("a", tree.folder.appending("b").string)
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        let listing = try await PeerProgram.run("tar", ["tvzf", folder.appending("b.tgz").string])
        #expect(listing.split(separator: "\n").allSatisfy { $0.hasPrefix("-rw-r--r-- root/root") })
    }

    @Test func `a file that is not what SHA256SUMS says stops the pack, and nothing appears`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(["a": [1, 2, 3]], at: folder.appending("tree"))
        try AtomicFile.write([1, 2, 4], to: tree.folder.appending("a"), durably: false)
        let expected = PackError.changed(
            try RelativePath("a"), expected: Digest(of: [1, 2, 3]), found: Digest(of: [1, 2, 4]))
        await #expect(throws: expected) { try await pack(tree, to: folder.appending("b.tgz")) }
        let left = try FileSystem.names(in: folder.path)
        #expect(left == ["tree"])
    }

    @Test func `what verify would refuse is not packed`() async throws {
        let folder = try TemporaryFolder()
        let twins = try TestTree(["z": [1], "Z": [2]], at: folder.appending("twins"))
        let twin = await #expect(throws: (any Error).self) { try await pack(twins, to: folder.appending("b.tgz")) }
        #expect("\(try #require(twin))".contains("pack: 'z': differs from another member only in upper and lower case"))
        let large = try TestTree(["a": [1]], at: folder.appending("large"))
        try AtomicFile.write(
            [UInt8](repeating: 10, count: 33 << 20), to: large.folder.appending("airgap.lock"), durably: false)
        let size = await #expect(throws: (any Error).self) { try await pack(large, to: folder.appending("b.tgz")) }
        #expect("\(try #require(size))".contains("pack: airgap.lock: 34603008 bytes, more than the 33554432"))
        var sums = ""
        let digest = String(repeating: "0", count: 64)
        for number in 0...250_000 { sums += "\(digest)  \(1_000_000 + number)\n" }
        try AtomicFile.write(Array(sums.utf8), to: twins.folder.appending("SHA256SUMS"), durably: false)
        let expected = PackError.tooMany(250_001, limit: 250_000)
        await #expect(throws: expected) { try await pack(twins, to: folder.appending("b.tgz")) }
        #expect(try FileSystem.names(in: folder.path) == ["large", "twins"])
    }

    @Test func `a killed pack's leftover is removed by the next`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(["a": [1]], at: folder.appending("tree"))
        try folder.write("half", at: ".b.tgz.12345.tmp")
        _ = try await pack(tree, to: folder.appending("b.tgz"))
        let left = try FileSystem.names(in: folder.path)
        #expect(left == ["b.tgz", "b.tgz.sha256", "tree"])
    }

    @Test func `cancelling leaves nothing`() async throws {
        let folder = try TemporaryFolder()
        let tree = try TestTree(Self.files, at: folder.appending("tree"))
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await pack(tree, to: folder.appending("b.tgz")) }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        let left = try FileSystem.names(in: folder.path)
        #expect(left == ["tree"])
    }
}
