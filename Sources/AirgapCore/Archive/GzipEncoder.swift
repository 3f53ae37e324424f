import CZlib

/// gzip piece by piece, always the same bytes for the same input however it is cut: no name, no time (RFC 1952).
package final class GzipEncoder {
    private static let chunkSize = 1 << 16
    /// zlib keeps the address of its stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 1 to 9, as zlib has it.
    /// - Throws: `ArchiveError` when zlib has no memory.
    package init(level: Int32 = 6) throws(ArchiveError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else {
            stream.deallocate()
            throw ArchiveError("zlib cannot start")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Takes the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: at most 1 GiB.
    ///   - isLast: whether the stream ends behind them.
    ///   - write: takes what comes out, in order.
    /// - Throws: `ArchiveError`, or what the closure throws.
    package func add(_ bytes: [UInt8], isLast: Bool = false, _ write: ([UInt8]) throws -> Void) throws {
        var input = bytes
        let count = UInt32(clamping: input.count)
        let flush = isLast ? Z_FINISH : Z_NO_FLUSH
        try input.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_in = buffer.baseAddress
            stream.pointee.avail_in = count
            var status = Z_OK
            repeat {
                let output = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { room, filled in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    status = deflate(stream, flush)
                    filled = room.count - Int(stream.pointee.avail_out)
                }
                if !output.isEmpty { try write(output) }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw ArchiveError("zlib failed with \(status)")
                }
            } while status == Z_OK && (stream.pointee.avail_out == 0 || isLast)
        }
    }
}
