import AirgapCore

/// One finished gzip member (RFC 1952), framed as `GzipFrame` says, in pieces: what is stored (RFC 1951, section 3.2.4)
/// stays where it was read to.
struct GzipMember {
    private static let storedBlock = 65535
    private static let blockHeader = 5

    /// What the member holds.
    private let content: UnsafeRawBufferPointer
    /// Its compressed form; nil when it is stored.
    private let deflated: UnsafeRawBufferPointer?
    /// The CRC-32 of the content.
    private let contentChecksum: UInt32
    /// Bytes of the whole member.
    let size: Int

    /// - Parameters:
    ///   - content: at most 1 MiB; must stay as long as the member is used.
    ///   - deflated: its compressed form, which must stay too; nil to store it.
    init(_ content: UnsafeRawBufferPointer, deflated: UnsafeRawBufferPointer?) {
        self.content = content
        self.deflated = deflated
        contentChecksum = Deflater.crc32(content)
        let blocks = max(1, (content.count + Self.storedBlock - 1) / Self.storedBlock)
        size =
            GzipFrame.headerSize + (deflated?.count ?? (content.count + blocks * Self.blockHeader))
            + GzipFrame.trailerSize
    }

    /// The CRC-32 of the whole member.
    var checksum: UInt32 {
        var checksum: UInt32 = 0
        forEachPiece { checksum = Deflater.crc32($0, after: checksum) }
        return checksum
    }

    /// Gives the member's bytes in order, in pieces that are valid during the call only.
    func forEachPiece<Failure>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        try Self.give(GzipFrame.header(memberSize: size), body)
        if let deflated {
            try body(deflated)
        } else {
            try forEachStoredPiece(body)
        }
        try Self.give(
            LittleEndian.bytes(UInt64(contentChecksum), count: 4)
                + LittleEndian.bytes(UInt64(content.count), count: 4), body)
    }

    private func forEachStoredPiece<Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var given = 0
        repeat {
            let count = min(Self.storedBlock, content.count - given)
            let length = LittleEndian.bytes(UInt64(count), count: 2)
            try Self.give([given + count == content.count ? 1 : 0] + length + length.map { ~$0 }, body)
            try body(UnsafeRawBufferPointer(rebasing: content[given..<(given + count)]))
            given += count
        } while given < content.count
    }

    private static func give<Failure>(
        _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try bytes.span.withUnsafeBytes { (buffer) throws(Failure) in try body(buffer) }
    }
}
