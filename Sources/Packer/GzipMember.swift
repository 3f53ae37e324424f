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
    /// The CRC-32 and the length of the content.
    private let trailer: [UInt8]
    /// Bytes of the whole member.
    let size: Int
    /// The CRC-32 of the whole member.
    let checksum: UInt32

    /// - Parameters:
    ///   - content: at most 1 MiB; must stay as long as the member is used.
    ///   - deflated: its compressed form, which must stay too; nil to store it.
    init(_ content: UnsafeRawBufferPointer, deflated: UnsafeRawBufferPointer?) {
        self.content = content
        self.deflated = deflated
        let blocks = max(1, (content.count + Self.storedBlock - 1) / Self.storedBlock)
        let body = deflated?.count ?? (content.count + blocks * Self.blockHeader)
        size = GzipFrame.headerSize + body + GzipFrame.trailerSize
        var whole = CRC32()
        GzipFrame.header(memberSize: size).withUnsafeBytes { whole.add($0) }
        let inside: CRC32
        if let deflated {
            inside = CRC32(content)
            whole.add(deflated)
        } else {
            inside = Self.addStored(content, to: &whole)
        }
        trailer =
            LittleEndian.bytes(UInt64(inside.value), count: 4) + LittleEndian.bytes(UInt64(content.count), count: 4)
        trailer.withUnsafeBytes { whole.add($0) }
        checksum = whole.value
    }

    /// Adds stored blocks to a checksum, looking at each byte of content once.
    ///
    /// - Returns: the checksum of the content alone.
    private static func addStored(_ content: UnsafeRawBufferPointer, to whole: inout CRC32) -> CRC32 {
        var inside = CRC32()
        let fullBlock = CRC32.shift(by: storedBlock)
        forEachBlock(of: content) { header, piece in
            let own = CRC32(piece)
            let shift = piece.count == storedBlock ? fullBlock : CRC32.shift(by: piece.count)
            inside.append(own, shift)
            header.withUnsafeBytes { whole.add($0) }
            whole.append(own, shift)
        }
        return inside
    }

    /// Gives the member's bytes in order, in pieces that are valid during the call only.
    func forEachPiece<Failure>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        try Self.give(GzipFrame.header(memberSize: size), body)
        if let deflated {
            try body(deflated)
        } else {
            try Self.forEachBlock(of: content) { (header, piece) throws(Failure) in
                try Self.give(header, body)
                try body(piece)
            }
        }
        try Self.give(trailer, body)
    }

    private static func forEachBlock<Failure>(
        of content: UnsafeRawBufferPointer,
        _ body: (_ header: [UInt8], _ piece: UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var given = 0
        repeat {
            let count = min(storedBlock, content.count - given)
            let length = LittleEndian.bytes(UInt64(count), count: 2)
            let header = [given + count == content.count ? 1 : 0] + length + length.map { ~$0 }
            try body(header, UnsafeRawBufferPointer(rebasing: content[given..<(given + count)]))
            given += count
        } while given < content.count
    }

    private static func give<Failure>(
        _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try bytes.span.withUnsafeBytes { (buffer) throws(Failure) in try body(buffer) }
    }
}
