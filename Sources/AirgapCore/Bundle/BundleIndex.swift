/// Where everything stands in a bundle, in the gzip members after the archive's end; docs/format.md has the layout.
///
/// Whoever reads it trusts nothing of it: it says where to look, and what stands there must prove itself.
package struct BundleIndex: Equatable, Sendable {
    /// One gzip member of the archive.
    package struct Chunk: Equatable, Sendable {
        /// Bytes of the whole member.
        package let compressed: Int
        /// Bytes of tar in it.
        package let content: Int
        /// CRC-32 of the whole member: bits that gzip itself does not look at are covered too.
        package let checksum: UInt32

        package init(compressed: Int, content: Int, checksum: UInt32) {
            self.compressed = compressed
            self.content = content
            self.checksum = checksum
        }
    }

    private static let version: UInt8 = 1
    /// Bytes of index in one member: an extra field has 65,535 at most.
    private static let partSize = 60_000
    /// Bytes of the last member, which says where the index begins.
    package static let footerSize = 42
    /// Bytes; 250,000 files and 20 TB need less.
    package static let sizeLimit = 64 << 20

    /// In the archive's order.
    package var chunks: [Chunk] = []
    /// Bytes of every file, in the archive's order.
    package var sizes: [Int64] = []

    /// Nothing yet.
    package init() {}

    /// The gzip members that hold the index, and the footer.
    ///
    /// - Parameter offset: bytes of the archive before them.
    /// - Returns: what follows the archive.
    package func members(at offset: Int64) -> [UInt8] {
        var result: [UInt8] = []
        var rest = payload[...]
        while !rest.isEmpty {
            result += GzipFrame.empty("AI", Array(rest.prefix(Self.partSize)))
            rest = rest.dropFirst(Self.partSize)
        }
        return result + GzipFrame.empty("AF", LittleEndian.bytes(UInt64(offset), count: 8))
    }

    /// Where the index begins, as a bundle's last bytes say.
    ///
    /// - Parameter footer: the last `footerSize` bytes.
    /// - Returns: bytes from the beginning; nil when this is no footer.
    package static func offset(inFooter footer: [UInt8]) -> Int64? {
        guard footer.count == footerSize else { return nil }
        guard let offset = Int64(exactly: LittleEndian.value(footer[24..<32])) else { return nil }
        return GzipFrame.empty("AF", Array(footer[24..<32])) == footer ? offset : nil
    }

    /// Reads what `members(at:)` wrote, without the footer.
    ///
    /// - Parameter members: the bytes between archive and footer.
    /// - Throws: `BundleIndexError`.
    package init(parsing members: [UInt8]) throws(BundleIndexError) {
        var payload: [UInt8] = []
        var rest = members[...]
        while !rest.isEmpty {
            guard rest.count > 24 else { throw .malformed }
            let count = Int(LittleEndian.value(rest[(rest.startIndex + 22)..<(rest.startIndex + 24)]))
            guard rest.count >= 34 + count else { throw .malformed }
            let part = rest[(rest.startIndex + 24)..<(rest.startIndex + 24 + count)]
            payload += part
            rest = rest.dropFirst(34 + count)
        }
        try self.init(payload: payload)
        // Only one form is taken: what is written again must be the same.
        guard self.members(at: 0).dropLast(Self.footerSize).elementsEqual(members) else { throw .malformed }
    }

    private init(payload: [UInt8]) throws(BundleIndexError) {
        var reader = VarintReader(payload[...])
        guard reader.byte() == Self.version else { throw .unknownVersion }
        guard let count = reader.number(), count <= UInt64(payload.count) else { throw .malformed }
        chunks.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let compressed = reader.number(), let content = reader.number(), let checksum = reader.bytes(4)
            else { throw .malformed }
            guard compressed <= 1 << 21, content <= UInt64(GzipFrame.chunkSize), content > 0 else {
                throw .impossible
            }
            chunks.append(
                Chunk(
                    compressed: Int(compressed), content: Int(content),
                    checksum: UInt32(truncatingIfNeeded: LittleEndian.value(checksum))))
        }
        guard let files = reader.number(), files <= UInt64(payload.count) else { throw .malformed }
        sizes.reserveCapacity(Int(files))
        for _ in 0..<files {
            guard let size = reader.number() else { throw .malformed }
            guard size < 1 << 60 else { throw .impossible }
            sizes.append(Int64(size))
        }
        guard reader.isAtEnd else { throw .malformed }
    }

    private var payload: [UInt8] {
        var bytes = [Self.version]
        VarintReader.append(UInt64(chunks.count), to: &bytes)
        for chunk in chunks {
            VarintReader.append(UInt64(chunk.compressed), to: &bytes)
            VarintReader.append(UInt64(chunk.content), to: &bytes)
            bytes += LittleEndian.bytes(UInt64(chunk.checksum), count: 4)
        }
        VarintReader.append(UInt64(sizes.count), to: &bytes)
        for size in sizes { VarintReader.append(UInt64(size), to: &bytes) }
        return bytes
    }
}
