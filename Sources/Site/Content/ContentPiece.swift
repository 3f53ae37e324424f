package import NIOCore

/// Some of a member's bytes: in memory, or still in a file.
package enum ContentPiece: Sendable {
    case bytes(ByteBuffer)
    /// So many bytes at a place of the opened file.
    case region(offset: Int64, count: Int)

    /// Bytes.
    var count: Int {
        switch self {
        case .bytes(let buffer): buffer.readableBytes
        case .region(_, let count): count
        }
    }
}
