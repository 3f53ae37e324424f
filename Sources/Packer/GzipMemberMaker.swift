import AirgapCore

/// Decides how a chunk becomes a gzip member: what hardly gets smaller is stored, the rest is compressed.
final class GzipMemberMaker {
    private static let sampleSize = 4096
    private static let sampleCount = 4

    private let sampler: Deflater
    private let compression: Compression
    private let deflaters: [Int32: Deflater]
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: sampleSize, alignment: 64)

    /// - Throws: `PackError.archive` when there is no memory.
    init(_ compression: Compression) throws {
        sampler = try Deflater(level: 1)
        self.compression = compression
        deflaters = try Dictionary(uniqueKeysWithValues: compression.levels.map { ($0, try Deflater(level: $0)) })
    }

    deinit { scratch.deallocate() }

    /// Makes a member's body.
    ///
    /// - Parameters:
    ///   - input: the chunk.
    ///   - output: as large as the chunk.
    /// - Returns: bytes of compressed data in the output; nil when the chunk is to be stored.
    func deflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard let level = compression.level(percent: percent(of: input)) else { return nil }
        return deflaters[level]?.compress(input, into: UnsafeMutableRawBufferPointer(rebasing: output[..<input.count]))
    }

    /// How large a few samples get, 100 when they stay as they are. A chunk that is hardly larger than the samples is
    /// compressed as a whole anyway.
    private func percent(of input: UnsafeRawBufferPointer) -> Int {
        let size = Self.sampleSize
        guard compression != .none, input.count > size * Self.sampleCount else { return 0 }
        var compressed = 0
        for sample in 0..<Self.sampleCount {
            let start = sample * (input.count - size) / (Self.sampleCount - 1)
            let part = UnsafeRawBufferPointer(rebasing: input[start..<(start + size)])
            compressed += sampler.compress(part, into: scratch) ?? size
        }
        return (compressed * 100 + size * Self.sampleCount - 1) / (size * Self.sampleCount)
    }
}
