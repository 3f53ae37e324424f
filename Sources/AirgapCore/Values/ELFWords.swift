/// Little-endian numbers at offsets of a table.
struct ELFWords {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Two bytes.
    func half(at offset: Int) throws -> UInt16 { UInt16(truncatingIfNeeded: try number(at: offset, count: 2)) }

    /// Four bytes.
    func quarter(at offset: Int) throws -> UInt32 { UInt32(truncatingIfNeeded: try number(at: offset, count: 4)) }

    /// Eight bytes.
    func word(at offset: Int) throws -> UInt64 { try number(at: offset, count: 8) }

    private func number(at offset: Int, count: Int) throws -> UInt64 {
        guard offset >= 0, offset + count <= bytes.count else { throw ELFFile.Damage(reason: "too short") }
        return bytes[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
