import AirgapCore

/// A file of the tree while its bytes go through the slots.
///
/// The writer hashes it beside the archive, which takes least time of all processors. Where nothing is to be compressed
/// the writer would keep everybody waiting: then the reader does it.
final class PackedFile {
    /// How files begin that hardly get smaller: gzip, zstd, xz, bzip2, zip, rpm, and the archives that .deb files are.
    private static let compressed: [[UInt8]] = [
        [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58], Array("BZh".utf8), [0x50, 0x4B, 3, 4],
        [0xED, 0xAB, 0xEE, 0xDB], Array("!<arch>\n".utf8),
    ]

    let member: PackList.Member
    /// Bytes when it was opened, which its header has.
    let size: Int64
    let digest = DigestStream()
    /// Whether the reader hashes it.
    private(set) var isHashedByReader = false

    init(_ member: PackList.Member, size: Int64) {
        self.member = member
        self.size = size
    }

    /// Looks at the file's first bytes.
    func begin(with head: UnsafeRawBufferPointer) {
        isHashedByReader = Self.compressed.contains { head.starts(with: $0) }
    }

    /// Whether its bytes, all of which were hashed, are those that SHA256SUMS lists.
    ///
    /// - Throws: `PackError.changed`.
    func check() throws(PackError) {
        let found = digest.digest()
        guard found == member.digest, digest.byteCount == size else {
            throw .changed(member.path, expected: member.digest, found: found)
        }
    }
}
