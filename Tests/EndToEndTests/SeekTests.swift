import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// What is read of a bundle of 24 MB, as strace counts it: list, diff, cat and extract go to what they need.
struct SeekTests {
    private let folder: TemporaryFolder
    private let program: AirgapProgram

    init() throws {
        folder = try TemporaryFolder()
        program = AirgapProgram(in: folder)
        var random = SeededRandom(seed: 60)
        for number in 1...4 { try folder.write(random.bytes(6_000_000), at: "data/\(number)") }
        try folder.write("the last\n", at: "data/small")
        try folder.write(
            "name: seek\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + ["1", "2", "3", "4", "small"].map { "    - { path: data/\($0), to: data/\($0) }\n" }.joined(),
            at: "airgap.yaml")
    }

    /// Bytes that a command read of a file.
    private func read(of file: FilePath, by arguments: [String], expecting status: Int32 = 0) async throws -> Int {
        let log = folder.appending("strace.log")
        let outcome = try await CommandRunner.run(
            "strace",
            [
                "-f", "-qq", "-o", log.string, "-e", "trace=read,pread64,readv,preadv,mmap", "-P", file.string,
                AirgapProgram.path.string,
            ] + arguments, outputLimit: 64 << 20)
        #expect(outcome.status == status, "\(outcome.errors)")
        let lines = String(decoding: try FileSystem.read(log, limit: 1 << 24), as: UTF8.self).split(separator: "\n")
        #expect(!lines.contains { $0.contains("mmap") })
        let counts = lines.compactMap { line in line.split(separator: " ").last.flatMap { Int($0) } }
        #expect(counts.count == lines.filter { !$0.contains("unfinished") }.count)
        return counts.reduce(0, +)
    }

    @Test(arguments: [true, false]) func `only what is needed is read`(_ isIndexed: Bool) async throws {
        let outcome = try await program.run("build", ["--arch", "amd64", "--quiet"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        var bundle = program.bundle("seek-1-amd64")
        if !isIndexed {
            let plain = folder.appending("plain.tgz")
            try await PeerProgram.run("sh", ["-c", "gzip -dc '\(bundle)' | gzip -n1 > '\(plain)'"])
            bundle = plain
        }
        // Another gzip's members do not end where the first files do: what was decompressed with them is read too.
        let little = isIndexed ? 20_000 : 300_000
        #expect(try await read(of: bundle, by: ["list", bundle.string]) < little)
        #expect(
            try await read(of: bundle, by: ["diff", bundle.string, folder.appending("airgap.lock").string]) < little * 2
        )
        guard isIndexed else { return }
        let data = "resources/nginx/files/data"
        #expect(try await read(of: bundle, by: ["verify", "--quick", bundle.string]) < little)
        // Proved first, then printed: twice the gzip member that it stands in.
        #expect(try await read(of: bundle, by: ["cat", bundle.string, "\(data)/small"]) < little + 2 << 20)
        let one = try await read(
            of: bundle, by: ["extract", "--to", folder.appending("out").string, bundle.string, "\(data)/3"])
        #expect(one > 6_000_000 && one < 7_100_000, "\(one)")
        let found = folder.appending("out/seek-1-amd64/\(data)/3")
        try await PeerProgram.run("cmp", [found.string, folder.appending("data/3").string])
        let size = Int(try #require(try FileSystem.status(bundle)).size)
        let all = try await read(of: bundle, by: ["verify", "--quiet", bundle.string])
        #expect(all >= size && all < size + 100_000, "\(all) of \(size)")
    }
}
