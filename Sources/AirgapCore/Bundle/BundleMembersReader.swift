/// Decompresses single gzip members of a bundle, each proved by its checksums; for one caller at a time.
package final class BundleMembersReader: Sendable {
    private let decoder: ChunkDecoder

    /// - Throws: `ArchiveError` when there is no memory.
    package init() throws(ArchiveError) {
        decoder = try ChunkDecoder()
    }

    /// Reads a gzip member.
    ///
    /// - Parameters:
    ///   - chunk: its number.
    ///   - members: the bundle.
    /// - Returns: its decompressed bytes.
    /// - Throws: `BundleReadError.unreadable` for a damaged one, `FileError`.
    package func read(_ chunk: Int, of members: BundleMembers) throws -> [UInt8] {
        do {
            return try decoder.bytes(members.chunks[chunk], at: members.fileOffsets[chunk], of: members.file)
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(members.file.path, "\(fault)")
        }
    }
}
