import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Packing and extracting while the process is killed, the disk is full, or a call fails: nothing partial ever stands
/// under a final name, and the next run gives the same bytes.
///
/// Each of some two hundred runs is a process that needs little; beside other tests each waits for its turn. So the runs
/// are cut into cases that wait side by side, and what all need is made once.
struct FaultyDiskTests {
    private static let contents: [[UInt8]] = {
        var random = SeededRandom(seed: 30)
        // Longer than what a compressor looks back: it does not get smaller.
        return (1...3).map { _ in
            let part = random.bytes(100_000)
            return Array((0..<20).map { _ in part }.joined())
        }
    }()
    private static let calls = Task {
        let folder = try TemporaryFolder()
        return (folder, try await FaultyCalls(in: folder))
    }

    private let folder: TemporaryFolder
    private let program: AirgapProgram

    init() throws {
        folder = try TemporaryFolder()
        program = AirgapProgram(in: folder)
        for (number, content) in Self.contents.enumerated() { try folder.write(content, at: "data/\(number + 1)") }
        try folder.write(
            "name: faulty\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + (1...3).map { "    - { path: data/\($0), to: data/\($0) }\n" }.joined(), at: "airgap.yaml")
    }

    private var bundle: FilePath { program.bundle("faulty-1-amd64") }

    private func build(_ arguments: [String] = []) async throws -> Digest {
        let outcome = try await program.run("build", ["--arch", "amd64"] + arguments)
        guard outcome.status == 0 else { throw PeerProgram.Failure(description: outcome.errors) }
        return Digest(of: try FileSystem.read(bundle, limit: 1 << 26))
    }

    /// What stands under the final names is the whole bundle, or nothing.
    private func expectWholeOrAbsent(_ reference: Digest) throws {
        guard try FileSystem.status(bundle) != nil else { return }
        #expect(Digest(of: try FileSystem.read(bundle, limit: 1 << 26)) == reference)
    }

    /// From an empty cache: each run makes all of these calls, 50 together, and ends in the one that is named.
    @Test(arguments: [
        ("write", 1...11), ("fsync", 1...10), ("read", 1...7), ("read", 8...14), ("link", 1...3), ("rename", 1...12),
    ])
    func `killed at 50 calls of packing`(_ call: String, _ numbers: ClosedRange<Int>) async throws {
        let reference = try await build()
        let faulty = try await Self.calls.value.1
        let command = program.command("build", ["--arch", "amd64", "--locked", "--quiet"])
        for number in numbers {
            try FileSystem.removeFile(bundle)
            try FileSystem.removeTree(program.cache)
            let outcome = try await faulty.run(
                .kill, at: [call], number: number, on: folder.path.string, AirgapProgram.path, command)
            #expect(outcome.status == nil, "\(call) \(number) was never made")
            try expectWholeOrAbsent(reference)
            guard number % 4 == 0 || number == numbers.upperBound else { continue }
            #expect(try await build(["--locked"]) == reference, "after \(call) \(number)")
        }
        #expect(
            try FileSystem.names(in: folder.appending("bundle")) == [
                ".faulty-1-amd64.lock", "faulty-1-amd64", "faulty-1-amd64.tgz", "faulty-1-amd64.tgz.sha256",
            ])
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

    @Test func `a disk that is full at 25 sizes of a bundle`() async throws {
        let reference = try await build()
        let script = """
            mount -t tmpfs -o size=64m none "$1" || exit 1
            failures=0
            for number in $(seq 1 26); do
                size=$((number * 500 + 250))
                [ $number = 26 ] && size=65536
                mount -o remount,size=${size}k "$1" || exit 1
                "$@" --output "$1/out" >/dev/null 2>"$1.errors"; code=$?
                [ $code = 74 ] && failures=$((failures + 1))
                [ $code = 74 ] || [ $code = 0 ] || echo "$number: status $code"
                [ $code = 0 ] || grep -q 'No space left' "$1.errors" || cat "$1.errors"
                [ $code = 0 ] || find "$1" -name '*.tgz' -o -name '*.tmp' -o -name '*.sha256'
                [ $code = 0 ] && ! echo "$2  $1/out/faulty-1-amd64.tgz" | sha256sum --quiet -c && echo "$number: bytes"
                [ $number = 26 ] || rm -rf "$1/out"
            done
            [ $failures -ge 20 ] || echo "only $failures failures"
            [ $code = 0 ] || echo "the last failed: $(cat "$1.errors")"
            """
        let disk = folder.appending("disk")
        try FileSystem.makeFolder(disk)
        let command = [
            "build", "--quiet", "--locked", "--arch", "amd64", "--project", folder.path.string, "--cache",
            program.cache.string,
        ]
        let outcome = try await CommandRunner.run(
            "unshare",
            [
                "-m", "sh", "-c",
                script.replacing("\"$@\"", with: "\"$0\" \(command.map { "'\($0)'" }.joined(separator: " "))"),
                AirgapProgram.path.string, disk.string, reference.hex,
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(String(decoding: outcome.output, as: UTF8.self) == "")
    }

    /// 43 of some 64 writes, six renames and the one sync: 50 together.
    @Test(arguments: [("write", Array(1...43).map { $0 + $0 / 2 }), ("rename", Array(1...6)), ("fsync", [1])])
    func `killed at 50 calls of extracting`(_ call: String, _ numbers: [Int]) async throws {
        _ = try await build()
        let target = folder.appending("out")
        let command = ["extract", "--quiet", "--jobs", "2", "--to", target.string, bundle.string]
        let faulty = try await Self.calls.value.1
        func leftovers() async throws -> Int {
            let names = try await PeerProgram.run("find", [target.string, "-name", ".airgap-*.tmp"])
            return names.split(separator: "\n").count
        }
        for number in numbers {
            let outcome = try await faulty.run(
                .kill, at: [call], number: number, on: target.string, AirgapProgram.path, command)
            #expect(outcome.status == nil, "\(call) \(number) was never made")
            try expectOnlyWhole(below: target)
            // What the runs before have left, each run removes: there is no more than the last one wrote at once.
            let left = try await leftovers()
            #expect(left <= 2 && (left > 0 || call == "fsync"), "\(call) \(number): \(left)")
        }
        let again = try await CommandRunner.run(AirgapProgram.path.string, command)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try await leftovers() == 0)
        try expectOnlyWhole(below: target)
    }

    /// Under their own names stand whole files only.
    private func expectOnlyWhole(below target: FilePath) throws {
        let extracted = target.appending("faulty-1-amd64/resources/nginx/files/data")
        guard try FileSystem.status(extracted) != nil else { return }
        for name in try FileSystem.names(in: extracted) where !name.hasSuffix(".tmp") {
            let found = try FileSystem.read(extracted.appending(name), limit: 1 << 24)
            let expected = try FileSystem.read(folder.appending("data").appending(name), limit: 1 << 24)
            #expect(found == expected)
        }
    }

    /// The disk dies at one call, while the bundle is packed.
    @Test(arguments: [("read", 6), ("write", 3), ("fsync", 2), ("rename", 2)])
    func `EIO while packing`(_ call: String, _ times: Int) async throws {
        let reference = try await build()
        let faulty = try await Self.calls.value.1
        for (fault, text) in [(FaultyCalls.Fault.inputOutputError, "Input/output error"), (.noSpace, "No space left")]
        where fault == .inputOutputError || call == "fsync" || call == "write" {
            for number in 1...times {
                try FileSystem.removeFile(bundle)
                let outcome = try await faulty.run(
                    fault, at: [call], number: number,
                    on: call == "read" ? "faulty-1-amd64/resources" : ".faulty-1-amd64.tgz.", AirgapProgram.path,
                    program.command("build", ["--arch", "amd64", "--locked", "--quiet"]))
                #expect(outcome.status == 74, "\(call) \(number): \(outcome.status ?? -1): \(outcome.errors)")
                #expect(outcome.errors.contains(text), "\(outcome.errors)")
                try expectWholeOrAbsent(reference)
                #expect(try FileSystem.names(in: folder.appending("bundle")).allSatisfy { !$0.hasSuffix(".tmp") })
            }
        }
        #expect(try await build() == reference)
    }

    /// The disk dies at one call, while members are written.
    @Test(arguments: [("write", [1, 2, 20, 60]), ("fsync", [1]), ("rename", [1, 3, 6])])
    func `EIO while extracting`(_ call: String, _ numbers: [Int]) async throws {
        _ = try await build()
        let target = folder.appending("out")
        let command = ["extract", "--quiet", "--to", target.string, bundle.string]
        let faulty = try await Self.calls.value.1
        for number in numbers {
            let outcome = try await faulty.run(
                .inputOutputError, at: [call], number: number, on: target.string, AirgapProgram.path, command)
            #expect(outcome.status == 74, "\(call) \(number): \(outcome.status ?? -1): \(outcome.errors)")
            #expect(outcome.errors.contains("Input/output error"), "\(outcome.errors)")
            try expectOnlyWhole(below: target)
            #expect(try await PeerProgram.run("find", [target.string, "-name", "*.tmp"]) == "")
            try FileSystem.removeTree(target)
        }
    }

    /// A medium that cannot be read is said to be that, and not taken for a changed bundle.
    @Test(arguments: ["verify", "list", "extract", "cat"]) func `EIO while reading a bundle`(
        _ verb: String
    ) async throws {
        _ = try await build()
        let faulty = try await Self.calls.value.1
        var arguments = [verb, bundle.string]
        if verb == "extract" { arguments += ["--to", folder.appending("out").string] }
        if verb == "cat" { arguments.append("airgap.lock") }
        for number in verb == "list" || verb == "cat" ? [1, 2, 3] : [1, 2, 3, 5, 8] {
            let outcome = try await faulty.run(
                .inputOutputError, at: ["read"], number: number, on: bundle.string, AirgapProgram.path, arguments)
            #expect(outcome.status == 74, "read \(number): \(outcome.status ?? -1): \(outcome.errors)")
            #expect(outcome.errors.contains("Input/output error"), "\(outcome.errors)")
        }
    }
}
