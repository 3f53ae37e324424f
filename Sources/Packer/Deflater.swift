import CDeflate

/// libdeflate: deflate, gzip framing and CRC-32 of memory; the same bytes on every CPU.
final class Deflater {
    static let libraryVersion = LIBDEFLATE_VERSION_STRING

    private let compressor: OpaquePointer

    /// - Parameter level: 1 (fast) to 12.
    /// - Throws: `PackError.archive` when there is no memory.
    init(level: Int32) throws {
        guard let compressor = libdeflate_alloc_compressor(level) else { throw PackError.archive("out of memory") }
        self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    /// Compresses into a buffer.
    ///
    /// - Returns: how many bytes were written; nil when they do not fit.
    func compress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        let count = libdeflate_deflate_compress(
            compressor, input.baseAddress, input.count, output.baseAddress, output.count)
        return count == 0 ? nil : count
    }

    /// The CRC-32 of gzip (RFC 1952, section 8).
    ///
    /// - Parameters:
    ///   - input: the next bytes.
    ///   - checksum: that of the bytes before.
    /// - Returns: the checksum of all bytes so far.
    static func crc32(_ input: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
        libdeflate_crc32(checksum, input.baseAddress, input.count)
    }
}
