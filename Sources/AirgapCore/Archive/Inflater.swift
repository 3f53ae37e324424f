import CDeflate

/// libdeflate: decompression of whole deflate streams whose size is known (RFC 1951).
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
        var used = 0
        let result = libdeflate_deflate_decompress_ex(
            decompressor, input.baseAddress, input.count, output.baseAddress, output.count, &used, nil)
        return result == LIBDEFLATE_SUCCESS && used == input.count
    }
}
