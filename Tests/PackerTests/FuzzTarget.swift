import AirgapCore
import SystemPackage
import TestSupport

/// The readers that see bytes of anybody: each must take them or refuse them, and never trap or hang.
enum FuzzTarget: String, CaseIterable, Sendable {
    case bundle, tar, index, manifest, checksums, signature, keyring

    /// Good inputs to start from.
    func seeds(_ packed: PackedTree, _ signer: SiteSigner) async throws -> [[UInt8]] {
        let read = { (name: String) in try FileSystem.read(packed.tree.folder.appending(name), limit: 1 << 24) }
        switch self {
        case .bundle: return [try packed.bytes()]
        case .tar: return [try await PeerProgram.bytes("gzip", ["-dc", packed.file.string])]
        case .index:
            var index = BundleIndex()
            index.chunks = [BundleIndex.Chunk(compressed: 100, content: 1 << 20, checksum: 1)]
            index.sizes = [0, 1, 200, 1 << 40]
            return [index.members(at: 7)]
        case .manifest: return [try read(BundleLayout.manifest)]
        case .checksums: return [try read(BundleLayout.checksums)]
        case .signature:
            let armored = try read(BundleLayout.signature)
            return [armored, try await PeerProgram.bytes("gpg", ["--dearmor"], input: armored)]
        case .keyring: return [signer.publicKey, signer.armoredPublicKey]
        }
    }

    /// Feeds an input; the result does not matter.
    func run(_ input: [UInt8], keyring: OpenPGPKeyring, folder: TemporaryFolder) async throws {
        switch self {
        case .bundle: _ = try await PackedTree.verify(try folder.write(input, at: "input"))
        case .tar: _ = try await PackedTree.verify(try folder.write(StoredGzip.bytes(input), at: "input"))
        case .index:
            _ = try? BundleIndex(parsing: Array(input.dropLast(BundleIndex.footerSize)))
            _ = BundleIndex.offset(inFooter: Array(input.suffix(BundleIndex.footerSize)))
        case .manifest: _ = try? JSONCoding.decode(BundleManifest.self, from: input)
        case .checksums: _ = try? ChecksumFile(parsing: input, limit: 1000)
        case .signature: _ = try? SignatureCheck(keyring).check(input, of: [1, 2, 3])
        case .keyring: _ = try? OpenPGPKeyring(input)
        }
    }
}
