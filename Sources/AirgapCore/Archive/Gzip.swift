import CZlib

/// gzip in memory for small generated files, always the same bytes for the same input: no name, no time (RFC 1952).
package enum Gzip {
    private static let chunkSize = 1 << 16

    /// Compresses bytes into one gzip member at level 9.
    ///
    /// - Throws: `ArchiveError` when zlib has no memory.
    package static func compress(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            throw ArchiveError("zlib cannot start")
        }
        defer { deflateEnd(&stream) }
        var result: [UInt8] = []
        var rest = bytes[...]
        repeat {
            let piece = Array(rest.prefix(1 << 30))
            rest = rest.dropFirst(piece.count)
            try deflate(piece, isLast: rest.isEmpty, &stream, into: &result)
        } while !rest.isEmpty
        return result
    }

    private static func deflate(
        _ piece: [UInt8], isLast: Bool, _ stream: inout z_stream, into result: inout [UInt8]
    ) throws(ArchiveError) {
        var input = piece
        var status = Z_OK
        let flush = isLast ? Z_FINISH : Z_NO_FLUSH
        input.withUnsafeMutableBufferPointer { buffer in
            stream.next_in = buffer.baseAddress
            stream.avail_in = UInt32(buffer.count)
            repeat {
                result += [UInt8](unsafeUninitializedCapacity: chunkSize) { room, filled in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    status = CZlib.deflate(&stream, flush)
                    filled = room.count - Int(stream.avail_out)
                }
            } while status == Z_OK && (stream.avail_out == 0 || (isLast && stream.avail_in > 0))
        }
        guard status == (isLast ? Z_STREAM_END : Z_OK) || status == Z_BUF_ERROR && !isLast else {
            throw ArchiveError("zlib failed with \(status)")
        }
    }
}
