import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Small files that would become huge: refused, within 256 MiB of memory.
struct BombTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The kernel holds the limit, of cgroups version 2 or 1: whoever needs more is killed.
    private static let script = """
        if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
            group=/sys/fs/cgroup/airgap-bomb-$$; limit=memory.max
            echo +memory > /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null
        else
            group=/sys/fs/cgroup/memory/airgap-bomb-$$; limit=memory.limit_in_bytes
        fi
        mkdir "$group" && echo 268435456 > "$group/$limit" || exit 99
        sh -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$group" "$@"
        code=$?
        rmdir "$group" || sleep 1 && [ ! -d "$group" ] || rmdir "$group"
        exit $code
        """

    private func refuse(_ file: FilePath, _ text: String) async throws {
        let outcome = try await CommandRunner.run(
            "sh", ["-c", Self.script, "sh", AirgapProgram.path.string, "verify", "--quiet", file.string])
        let said = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 1, "\(outcome.status ?? -1): \(said) \(outcome.errors)")
        #expect(said.contains(text), "\(said)")
    }

    private func bundle(_ members: [TarBuilder.Member], then tail: [UInt8] = [], times: Int = 0) throws -> FilePath {
        var bytes = StoredGzip.bytes(Array(TarBuilder(members).bytes.dropLast(1024)))
        for _ in 0..<times { bytes += tail }
        return try folder.write(bytes, at: "bomb.tgz")
    }

    @Test func `ten gibibytes in ten megabytes`() async throws {
        let tree = try TestTree(["a": [1]], at: folder.appending("tree"))
        var members: [TarBuilder.Member] = []
        for name in ["bundle.json", "SHA256SUMS", "a"] {
            let content = try FileSystem.read(tree.folder.appending(name), limit: 1 << 20)
            members.append(TarBuilder.Member("test-1-amd64/" + name, content))
        }
        members[2].size = "120000000000"
        let zeros = try await PeerProgram.bytes("sh", ["-c", "head -c 64M /dev/zero | gzip -n9"])
        try await refuse(try bundle(members, then: zeros, times: 160), "more than the declared")
        members[2].size = nil
        try await refuse(try bundle(members, then: zeros, times: 160), "something follows the end")
        members[0].size = "120000000000"
        try await refuse(try bundle(members, then: zeros, times: 160), "more than the 4194304 that it may have")
    }

    @Test func `a list of a million files`() async throws {
        let line = String(repeating: "0", count: 64) + "  "
        var sums: [UInt8] = []
        for number in 0..<1_000_000 { sums += (line + String(10_000_000 + number) + "\n").utf8 }
        let manifest = TarBuilder.Member("test-1-amd64/bundle.json", Array("{}".utf8))
        try await refuse(
            try bundle([manifest, TarBuilder.Member("test-1-amd64/SHA256SUMS", sums)]), "more than the 50331648")
        let fewer = Array(sums.prefix(300_000 * 75))
        try await refuse(
            try bundle([manifest, TarBuilder.Member("test-1-amd64/SHA256SUMS", fewer)]), "more than 250000 lines")
    }

    @Test func `JSON that is large, or deep`() async throws {
        let large = TarBuilder.Member(
            "test-1-amd64/bundle.json", [UInt8](repeating: UInt8(ascii: "["), count: 100_000_000))
        try await refuse(try bundle([large]), "more than the 4194304")
        for text in [String(repeating: "[", count: 4_000_000), "[" + String(repeating: "{},", count: 1_300_000) + "0]"]
        {
            let manifest = TarBuilder.Member("test-1-amd64/bundle.json", Array(text.utf8))
            let list = "\(Digest(of: Array(text.utf8)).hex)  bundle.json\n"
            let sums = TarBuilder.Member("test-1-amd64/SHA256SUMS", Array(list.utf8))
            try await refuse(try bundle([manifest, sums]), "bundle.json cannot be read")
        }
    }
}
