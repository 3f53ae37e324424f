import CDeflate

/// The CRC-32 of gzip (RFC 1952, section 8), of bytes or of two parts that are known already.
package struct CRC32: Equatable {
    /// The generator polynomial, lowest power first.
    private static let polynomial: UInt32 = 0xEDB8_8320
    /// The powers `x^(2^n)` modulo the polynomial, for all that a length of bytes needs.
    private static let powers: [UInt32] = {
        var powers: [UInt32] = [1 << 30]
        for _ in 1..<64 { powers.append(product(powers[powers.count - 1], powers[powers.count - 1])) }
        return powers
    }()

    package private(set) var value: UInt32 = 0

    /// Of no bytes.
    package init() {}

    /// Of bytes in memory.
    package init(_ bytes: UnsafeRawBufferPointer) {
        add(bytes)
    }

    /// Takes the next bytes.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        value = libdeflate_crc32(value, bytes.baseAddress, bytes.count)
    }

    /// Takes the next bytes, whose own checksum is known.
    ///
    /// - Parameters:
    ///   - other: the checksum of those bytes alone.
    ///   - shift: what `shift(by:)` gives for their number.
    package mutating func append(_ other: CRC32, _ shift: UInt32) {
        value = Self.product(shift, value) ^ other.value
    }

    /// What so many following bytes multiply a checksum with: `x^(8n)` modulo the polynomial.
    package static func shift(by count: Int) -> UInt32 {
        var result: UInt32 = 1 << 31
        var rest = UInt64(max(count, 0))
        var power = 3
        while rest > 0 {
            if rest & 1 == 1 { result = product(powers[power & 63], result) }
            rest >>= 1
            power += 1
        }
        return result
    }

    /// The product of two polynomials modulo the generator; the highest bit is the lowest power.
    private static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
        var result: UInt32 = 0
        var b = b
        for bit in stride(from: UInt32(31), through: 0, by: -1) {
            if a >> bit & 1 == 1 { result ^= b }
            b = b & 1 == 1 ? b >> 1 ^ polynomial : b >> 1
        }
        return result
    }
}
