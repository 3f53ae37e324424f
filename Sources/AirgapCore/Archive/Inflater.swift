import CDeflate

/// libdeflate: decompression of whole deflate streams whose size is known (RFC 1951), and gzip's CRC-32.
final class Inflater {
    private let decompressor: OpaquePointer

    /// - Throws: `ArchiveError` when there is no memory.
    init() throws(ArchiveError) {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw ArchiveError("out of memory") }
        self.decompressor = decompressor
    }

    deinit { libdeflate_free_decompressor(decompressor) }

    /// Decompresses.
    ///
    /// - Returns: whether exactly all of the input was needed, and exactly filled the output.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
        if Self.copyStored(input, into: output) { return true }
        var used = 0
        let result = libdeflate_deflate_decompress_ex(
            decompressor, input.baseAddress, input.count, output.baseAddress, output.count, &used, nil)
        return result == LIBDEFLATE_SUCCESS && used == input.count
    }

    /// Stored blocks only: then it is a copy. Everything is checked before a block is taken as stored.
    private static func copyStored(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var read = 0
        var written = 0
        while read + 5 <= input.count, input[read] <= 1 {
            let length = Int(input[read + 1]) | Int(input[read + 2]) << 8
            let complement = Int(input[read + 3]) | Int(input[read + 4]) << 8
            guard length ^ complement == 0xFFFF, input.count - read - 5 >= length, output.count - written >= length
            else { return false }
            UnsafeMutableRawBufferPointer(rebasing: output[written..<(written + length)])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[(read + 5)..<(read + 5 + length)]))
            let isLast = input[read] == 1
            read += 5 + length
            written += length
            if isLast { return read == input.count && written == output.count }
        }
        return false
    }

    /// The CRC-32 of gzip (RFC 1952, section 8).
    static func crc32(_ input: UnsafeRawBufferPointer) -> UInt32 {
        libdeflate_crc32(0, input.baseAddress, input.count)
    }
}
