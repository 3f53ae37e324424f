/// gzip with one block of fixed codes (RFC 1951, section 3.2.6) and literals only: compressed, but never smaller.
package enum FixedGzip {
    /// One gzip member (RFC 1952).
    ///
    /// - Parameter content: bytes below 144, whose codes have 8 bits.
    /// - Returns: the whole file.
    package static func bytes(_ content: [UInt8]) -> [UInt8] {
        let stored = StoredGzip.bytes(content)
        var result = Array(stored.prefix(10))
        result.reserveCapacity(content.count + 20)
        // The last block, fixed codes; each code begins with its highest bit, in the lowest free bit of a byte.
        var bits: UInt32 = 0b011
        for byte in content {
            bits |= UInt32(reversed(byte + 0x30)) << 3
            result.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
        // The end's code is seven zeros.
        result += [UInt8(truncatingIfNeeded: bits), 0]
        return result + stored.suffix(8)
    }

    private static func reversed(_ byte: UInt8) -> UInt8 {
        (0..<8).reduce(0) { $0 << 1 | byte >> UInt8($1) & 1 }
    }
}
