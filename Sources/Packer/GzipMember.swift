import AirgapCore

/// One gzip member (RFC 1952), framed as `GzipFrame` says. What does not get smaller goes into stored blocks (RFC 1951,
/// section 3.2.4).
enum GzipMember {
    private static let headerSize = GzipFrame.headerSize
    private static let trailerSize = GzipFrame.trailerSize
    private static let storedBlock = 65535
    private static let sampleSize = 4096
    private static let sampleCount = 4

    /// The most bytes that a member of so many bytes of input can have.
    static func limit(input: Int) -> Int {
        headerSize + input + (input / storedBlock + 1) * 5 + trailerSize
    }

    /// Makes the member of a chunk.
    ///
    /// - Parameters:
    ///   - input: the chunk, at most 1 MiB.
    ///   - output: at least `limit(input:)` bytes.
    ///   - sampler: a fast compressor that tries samples.
    ///   - deflater: the compressor for what gets smaller; nil stores everything.
    /// - Returns: the member's size in bytes.
    static func write(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, sampler: Deflater,
        deflater: Deflater?
    ) -> Int {
        let body = UnsafeMutableRawBufferPointer(rebasing: output[headerSize..<(output.count - trailerSize)])
        let room = UnsafeMutableRawBufferPointer(rebasing: body[..<min(body.count, input.count)])
        let deflated = deflater.flatMap {
            isWorthwhile(input, body, sampler) ? $0.compress(input, into: room) : nil
        }
        let size = headerSize + (deflated ?? store(input, into: body)) + trailerSize
        output.copyBytes(from: GzipFrame.header(memberSize: size))
        put(Deflater.crc32(input), in: output, at: size - 8)
        put(UInt32(input.count), in: output, at: size - 4)
        return size
    }

    /// Tries a few samples: what hardly gets smaller is stored.
    private static func isWorthwhile(
        _ input: UnsafeRawBufferPointer, _ scratch: UnsafeMutableRawBufferPointer, _ sampler: Deflater
    ) -> Bool {
        guard input.count > sampleSize * sampleCount else { return true }
        var compressed = 0
        for sample in 0..<sampleCount {
            let start = sample * (input.count - sampleSize) / (sampleCount - 1)
            let part = UnsafeRawBufferPointer(rebasing: input[start..<(start + sampleSize)])
            compressed += sampler.compress(part, into: scratch) ?? sampleSize
        }
        return compressed * 100 <= sampleSize * sampleCount * 96
    }

    private static func store(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        var read = 0
        var written = 0
        repeat {
            let count = min(storedBlock, input.count - read)
            output[written] = read + count == input.count ? 1 : 0
            output[written + 1] = UInt8(truncatingIfNeeded: count)
            output[written + 2] = UInt8(truncatingIfNeeded: count >> 8)
            output[written + 3] = ~UInt8(truncatingIfNeeded: count)
            output[written + 4] = ~UInt8(truncatingIfNeeded: count >> 8)
            UnsafeMutableRawBufferPointer(rebasing: output[(written + 5)...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[read..<(read + count)]))
            read += count
            written += count + 5
        } while read < input.count
        return written
    }

    private static func put(_ value: UInt32, in output: UnsafeMutableRawBufferPointer, at offset: Int) {
        for byte in 0..<4 { output[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)) }
    }
}
