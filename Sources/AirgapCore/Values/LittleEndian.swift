/// Whole numbers as bytes, lowest first.
package enum LittleEndian {
    /// The lowest bytes of a number.
    package static func bytes(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// The number that up to eight bytes make.
    package static func value(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
