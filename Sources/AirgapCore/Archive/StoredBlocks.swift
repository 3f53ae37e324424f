/// The content of a deflate stream that has stored blocks only (RFC 1951, section 3.2.4), where it stands: nothing is
/// copied.
struct StoredBlocks {
    private static let headerSize = 5
    private let stream: UnsafeRawBufferPointer

    /// Nil when there is any other block, or when the stream does not hold exactly so many bytes.
    ///
    /// - Parameters:
    ///   - stream: the whole deflate stream; must stay as long as the blocks are used.
    ///   - size: bytes that it must hold.
    init?(_ stream: UnsafeRawBufferPointer, size: Int) {
        self.stream = stream
        var offset = 0
        var left = size
        while true {
            guard let length = Self.length(stream, offset), length <= left else { return nil }
            let isLast = stream[offset] == 1
            offset += Self.headerSize + length
            left -= length
            if isLast { break }
        }
        guard offset == stream.count, left == 0 else { return nil }
    }

    /// The length of the block at an offset; nil when it is no stored block, or not all there.
    private static func length(_ stream: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
        guard stream.count - offset >= headerSize, stream[offset] <= 1 else { return nil }
        let length = Int(stream[offset + 1]) | Int(stream[offset + 2]) << 8
        let complement = Int(stream[offset + 3]) | Int(stream[offset + 4]) << 8
        guard length ^ complement == 0xFFFF, stream.count - offset - headerSize >= length else { return nil }
        return length
    }

    /// Gives each block: its header, and what it holds.
    func forEach(_ body: (_ header: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) throws -> Void) rethrows
    {
        var offset = 0
        while let length = Self.length(stream, offset) {
            let start = offset + Self.headerSize
            try body(
                UnsafeRawBufferPointer(rebasing: stream[offset..<start]),
                UnsafeRawBufferPointer(rebasing: stream[start..<(start + length)]))
            offset = start + length
        }
    }
}
