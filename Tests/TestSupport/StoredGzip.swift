/// gzip with stored blocks only, made in an instant: for tests that pack thousands of mutants.
package enum StoredGzip {
    /// One gzip member (RFC 1952) of stored blocks (RFC 1951, section 3.2.4).
    package static func bytes(_ content: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        result.reserveCapacity(content.count + content.count / 1000 + 64)
        var rest = content[...]
        repeat {
            let block = rest.prefix(65535)
            rest = rest.dropFirst(block.count)
            let count = UInt16(block.count)
            result.append(rest.isEmpty ? 1 : 0)
            result += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
            result += block
        } while !rest.isEmpty
        let sum = checksum(content)
        let size = UInt32(truncatingIfNeeded: content.count)
        for value in [sum, size] {
            for shift in stride(from: UInt32(0), to: 32, by: 8) { result.append(UInt8(value >> shift & 0xFF)) }
        }
        return result
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    /// CRC-32 (RFC 1952, section 8).
    package static func checksum(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }
}
