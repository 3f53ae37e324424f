import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Files

/// Checksum files as the usual programs write them, and as nobody should.
struct ChecksumPeerTests {
    private static let content = Array("some content\n".utf8)

    @Test(arguments: [
        "sha256sum f.bin", "sha256sum -b f.bin", "sha256sum --tag f.bin", "sha512sum f.bin", "sha512sum --tag f.bin",
        "openssl dgst -sha256 f.bin", "openssl dgst -sha512 f.bin", "sha256sum ./f.bin other",
        "sha256sum < f.bin | cut -c1-64", "sha256sum f.bin | sed 's,^[0-9a-f]*,\\U&,'",
        "sha512sum f.bin; sha256sum f.bin",
        "md5sum f.bin; sha1sum f.bin; sha256sum f.bin", "sha256sum f.bin | sed 's/$/\\r/'",
    ])
    func `peers`(_ command: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.content, at: "f.bin")
        try folder.write("other", at: "other")
        let text = try await PeerProgram.run("sh", ["-c", "cd \"$0\" && " + command, folder.path.string])
        let sum = try ChecksumList(Array(text.utf8)).sum(forPath: "/dl/f.bin", from: "test")
        if command.contains("sha256") {
            #expect(sum == .sha256(Digest(of: Self.content)))
        } else {
            #expect(sum == .sha512(try Digest512(ofFileAt: file)))
        }
    }

    @Test func `a name with odd characters`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.content, at: "a b%20\\c")
        let text = try await PeerProgram.run("sh", ["-c", "cd \"$0\" && sha256sum *", folder.path.string])
        let sum = try ChecksumList(Array(text.utf8)).sum(forPath: "/dl/a%20b%2520%5Cc", from: "test")
        #expect(sum == .sha256(Digest(of: Self.content)))
    }

    @Test func `anything at all is read without a trap`() {
        var random = SeededRandom(seed: 7)
        let words = [
            "SHA256 (", ") = ", "\\", String(repeating: "a", count: 64), "  ", "\n", "\r", "=", "(", "é", "\0",
        ]
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<random.below(12) {
                bytes +=
                    random.below(4) == 0 ? random.bytes(random.below(9)) : Array(words[random.below(words.count)].utf8)
            }
            _ = try? ChecksumList(bytes).sum(forPath: "/a", from: "test")
        }
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        #expect(throws: FileEntryError.self) { try ChecksumList(long).sum(forPath: "/a", from: "test") }
    }

    @Test(arguments: [
        ("github.com/etcd-io/etcd/releases/download/v3.5.12/etcd-v3.5.12-linux-amd64.tar.gz", "etcd", "v3.5.12"),
        ("dl.k8s.io/release/v1.31.9/bin/linux/amd64/kubectl", "kubectl", "v1.31.9"),
        ("get.helm.sh/helm-v3.16.4-linux-arm64.tar.gz", "helm", "v3.16.4"),
        ("github.com/opencontainers/runc/releases/download/v1.2.3/runc.amd64", "runc.amd64", "v1.2.3"),
        ("x/cni-plugins-linux-amd64-v1.4.0.tgz", "cni-plugins", "v1.4.0"),
        ("x/containerd-1.7.24-linux-amd64.tar.gz", "containerd", "1.7.24"),
        ("nvidia/x.run", "x.run", "0123456789ab"),
    ])
    func `names and versions`(_ path: String, _ name: String, _ version: String) throws {
        let digest = try Digest(hex: "0123456789ab" + String(repeating: "0", count: 52))
        let label = FileLabel(path: try RelativePath(path), digest: digest)
        #expect(label.name == name && label.version == version)
        let next = try RelativePath(path.replacing(version, with: "v99.1.0"))
        #expect(FileLabel(path: next, digest: nil).key == label.key)
    }
}
