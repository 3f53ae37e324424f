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

/// extract, list and cat, judged by tar and diff; nothing is written outside of the target.
struct ExtractTests {
    private func extract(_ file: FilePath, _ paths: [String] = [], to target: FilePath) async throws
        -> BundleExtractor.Result
    {
        let reader = try BundleReader(file, trust: BundleTrust())
        return try await BundleExtractor(reader, jobs: 3, progress: SilentProgress())
            .extract(try paths.map { try RelativePath($0) }, to: target)
    }

    @Test(arguments: [true, false]) func `what is extracted is what tar extracts`(_ isIndexed: Bool) async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        let file = isIndexed ? packed.file : try await packed.regzipped()
        let result = try await extract(file, to: folder.appending("ours"))
        #expect(result.files == PackedTree.files.count + 3)
        let script = """
            cd "$0" && mkdir gnu && tar xzf "$1" -C gnu && diff -r gnu ours &&
            list() { (cd "$1" && find . -type f -printf '%P %m %T@ %s\\n' | sort); } &&
            [ "$(list gnu)" = "$(list ours)" ]
            """
        try await PeerProgram.run("sh", ["-c", script, folder.path.string, file.string])
    }

    @Test func `single files and folders`() async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        let result = try await extract(packed.file, ["b/other", "a"], to: folder.appending("out"))
        #expect(result.files == 3)
        let found = try await PeerProgram.run("sh", ["-c", "cd '\(folder.path)/out' && find . -type f | sort"])
        #expect(found == "./test-1-amd64/a/small\n./test-1-amd64/a/text\n./test-1-amd64/b/other\n")
        await #expect(throws: BundleReadError.notThere(try RelativePath("nowhere"))) {
            try await extract(packed.file, ["nowhere"], to: folder.appending("out"))
        }
    }

    @Test(arguments: [true, false]) func `cat gives each file's bytes, and list its size and digest`(
        _ isIndexed: Bool
    ) async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        let file = isIndexed ? packed.file : try await packed.regzipped()
        let reader = try BundleReader(file, trust: BundleTrust())
        for (name, content) in PackedTree.files {
            let path = try RelativePath(name)
            let hashed = HashedBytes()
            try reader.read(path) { hashed.take($0) }
            #expect(hashed.digest == Digest(of: content))
            let member = try #require(reader.members.first { $0.path == path })
            #expect(member.size == (isIndexed ? Int64(content.count) : nil))
            #expect(member.digest == Digest(of: content))
        }
    }

    @Test func `links in the way are not followed`() async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        try FileSystem.makeFolder(folder.appending("outside"))
        try FileSystem.makeFolder(folder.appending("one"))
        symlink(folder.appending("outside").string, folder.appending("one/test-1-amd64").string)
        await #expect(throws: FileError.self) { try await extract(packed.file, to: folder.appending("one")) }
        try FileSystem.makeFolder(folder.appending("two/test-1-amd64"))
        symlink(folder.appending("outside").string, folder.appending("two/test-1-amd64/a").string)
        await #expect(throws: FileError.self) { try await extract(packed.file, to: folder.appending("two")) }
        #expect(try FileSystem.names(in: folder.appending("outside")).isEmpty)
        // A link under a file's own name is replaced.
        let victim = try folder.write("untouched", at: "victim")
        try FileSystem.makeFolder(folder.appending("three/test-1-amd64"))
        symlink(victim.string, folder.appending("three/test-1-amd64/run.sh").string)
        _ = try await extract(packed.file, to: folder.appending("three"))
        #expect(try FileSystem.read(victim, limit: 100) == Array("untouched".utf8))
        #expect(try FileSystem.status(folder.appending("three/test-1-amd64/run.sh"))?.kind == .file)
    }

    @Test func `what is damaged is not written, the rest is`() async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        var bytes = try packed.bytes()
        let random = try #require(PackedTree.files["b/random"])
        let place = try #require(bytes.firstRange(of: random[1_500_000..<1_500_016])?.lowerBound)
        bytes[place] ^= 1
        let damaged = try folder.write(bytes, at: "damaged.tgz")
        let error = await #expect(throws: BundleReadError.self) {
            try await extract(damaged, to: folder.appending("out"))
        }
        #expect("\(try #require(error))".contains("'b/random': cannot be read: damaged gzip member"))
        let names = try FileSystem.names(in: folder.appending("out/test-1-amd64/b"))
        #expect(names == ["other"])
        let all = try await PeerProgram.run("sh", ["-c", "find '\(folder.path)/out' -type f | wc -l"])
        #expect(all == "\(PackedTree.files.count + 2)\n")
        let reader = try BundleReader(damaged, trust: BundleTrust())
        #expect(throws: BundleReadError.self) {
            try reader.read(try RelativePath("b/random")) { _ in Issue.record("unproved bytes were given") }
        }
    }

    @Test func `cat prints nothing of a damaged bundle that has no index`() async throws {
        let folder = try TemporaryFolder()
        let packed = try await PackedTree(in: folder)
        let plain = try await PeerProgram.bytes("gzip", ["-dc", packed.file.string])
        let random = try #require(PackedTree.files["b/random"])
        let place = try #require(plain.firstRange(of: random[1_500_000..<1_500_016])?.lowerBound)
        var changed = plain
        changed[place] ^= 1
        let file = try folder.write(StoredGzip.bytes(changed), at: "damaged.tgz")
        let reader = try BundleReader(file, trust: BundleTrust())
        #expect(throws: BundleReadError.self) {
            try reader.read(try RelativePath("a/text")) { _ in Issue.record("unproved bytes were given") }
        }
    }
}
