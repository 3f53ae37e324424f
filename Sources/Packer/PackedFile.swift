import AirgapCore

/// A file of the tree while its bytes go through the slots; the writer hashes them beside the archive's own.
final class PackedFile {
    let member: PackList.Member
    /// Bytes when it was opened, which its header has.
    let size: Int64
    let digest = DigestStream()

    init(_ member: PackList.Member, size: Int64) {
        self.member = member
        self.size = size
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
