import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Packing and extracting while the process is killed, the disk is full, or a call fails: nothing partial ever stands
/// under a final name, and the next run gives the same bytes. strace injects the faults.
@Suite(.serialized)
struct FaultyDiskTests {
    private let folder: TemporaryFolder
    private let program: AirgapProgram

    init() throws {
        folder = try TemporaryFolder()
        program = AirgapProgram(in: folder)
        var random = SeededRandom(seed: 30)
        for number in 1...3 { try folder.write(random.bytes(2_000_000), at: "data/\(number)") }
        try folder.write(
            "name: faulty\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + (1...3).map { "    - { path: data/\($0), to: data/\($0) }\n" }.joined(), at: "airgap.yaml")
    }

    private var bundle: FilePath { program.bundle("faulty-1-amd64") }

    private func faulty(_ fault: String, _ arguments: [String]) async throws -> CommandRunner.Outcome {
        try await CommandRunner.run(
            "strace", ["-f", "-qq", "-o", "/dev/null", "-e", fault, AirgapProgram.path.string] + arguments)
    }

    private func build() async throws -> Digest {
        let outcome = try await program.run("build", ["--arch", "amd64"])
        guard outcome.status == 0 else { throw PeerProgram.Failure(description: outcome.errors) }
        return Digest(of: try FileSystem.read(bundle, limit: 1 << 26))
    }

    /// What stands under the final names is the whole bundle, or nothing.
    private func expectWholeOrAbsent(_ reference: Digest) throws {
        guard try FileSystem.status(bundle) != nil else { return }
        #expect(Digest(of: try FileSystem.read(bundle, limit: 1 << 26)) == reference)
    }

    @Test func `killed at 50 calls of packing`() async throws {
        let reference = try await build()
        for (call, times) in [("write", 24), ("rename", 13), ("fsync", 13)] {
            for number in 1...times {
                try FileSystem.removeFile(bundle)
                let step = call == "write" ? number * 2 : number
                let fault = "inject=\(call):signal=SIGKILL:when=\(step)"
                _ = try await faulty(fault, program.command("build", ["--arch", "amd64", "--locked"]))
                try expectWholeOrAbsent(reference)
            }
        }
        #expect(try await build() == reference)
        #expect(
            try FileSystem.names(in: folder.appending("bundle")) == [
                ".faulty-1-amd64.lock", "faulty-1-amd64", "faulty-1-amd64.tgz", "faulty-1-amd64.tgz.sha256",
            ])
    }

    /// Not write: the runtime wakes its threads by writing to descriptors of its own. Full disks are real ones, below.
    @Test(arguments: ["fsync:error=EIO", "fsync:error=ENOSPC", "rename:error=EIO"])
    func `calls that fail`(_ fault: String) async throws {
        let reference = try await build()
        var failures = 0
        for number in 1...5 {
            try FileSystem.removeFile(bundle)
            let outcome = try await faulty(
                "inject=\(fault):when=\(number)", program.command("build", ["--arch", "amd64", "--locked", "--quiet"]))
            try expectWholeOrAbsent(reference)
            if outcome.status == 74 { failures += 1 }
            #expect(outcome.status == 74 || outcome.status == 0, "\(outcome.status ?? -1): \(outcome.errors)")
        }
        #expect(failures > 0)
        #expect(try await build() == reference)
    }

    @Test func `a disk that is full at 25 sizes`() async throws {
        let reference = try await build()
        let script = """
            mount -t tmpfs -o size=16m none "$1" || exit 1
            for number in $(seq 1 25); do
                mount -o remount,size=$((number * 240))k "$1" || exit 1
                "$0" extract --quiet --to "$1/out" "$2" >/dev/null 2>"$1.errors"; code=$?
                [ $code = 74 ] || { [ $code = 0 ] && [ "$number" -gt 24 ]; } || echo "$number: status $code"
                grep -q 'No space left' "$1.errors" || [ $code = 0 ] || cat "$1.errors"
                find "$1" -name '*.tmp'
                rm -rf "$1/out"
            done
            """
        let disk = folder.appending("disk")
        try FileSystem.makeFolder(disk)
        let outcome = try await CommandRunner.run(
            "unshare", ["-m", "sh", "-c", script, AirgapProgram.path.string, disk.string, bundle.string])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(String(decoding: outcome.output, as: UTF8.self) == "")
        #expect(Digest(of: try FileSystem.read(bundle, limit: 1 << 26)) == reference)
    }

    @Test func `killed at 25 calls of extracting`() async throws {
        _ = try await build()
        let target = folder.appending("out")
        let command = ["extract", "--quiet", "--to", target.string, bundle.string]
        for (call, times) in [("write", 13), ("renameat", 6), ("openat", 6)] {
            for number in 1...times {
                let step = call == "openat" ? 40 + number : number
                _ = try await faulty("inject=\(call):signal=SIGKILL:when=\(step)", command)
                for name in (try? FileSystem.names(in: target.appending("faulty-1-amd64/resources/nginx/files/data")))
                    ?? []
                where !name.hasSuffix(".tmp") {
                    let found = target.appending("faulty-1-amd64/resources/nginx/files/data").appending(name)
                    let expected = folder.appending("data").appending(name)
                    #expect(try FileSystem.read(found, limit: 1 << 24) == FileSystem.read(expected, limit: 1 << 24))
                }
            }
        }
        let again = try await CommandRunner.run(AirgapProgram.path.string, command)
        #expect(again.status == 0, "\(again.errors)")
    }
}
