import CDeflate

/// libdeflate: deflate of memory; the same bytes on every CPU.
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
}
