import Testing

@testable import AirgapCore

/// What is put together from parts equals what is computed in one go.
struct CRC32Tests {
    private let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    @Test
    func checkValue() {
        // The check value of the catalogue of CRC algorithms for CRC-32/ISO-HDLC.
        #expect(Array("123456789".utf8).withUnsafeBytes { CRC32($0).value } == 0xCBF4_3926)
    }

    @Test(arguments: [0, 1, 5, 65_535, 65_536, 131_071, 199_999, 200_000])
    func partsMakeTheWhole(_ cut: Int) {
        let whole = bytes.withUnsafeBytes { CRC32($0) }
        var joined = bytes[..<cut].withUnsafeBytes { CRC32($0) }
        let rest = bytes[cut...].withUnsafeBytes { CRC32($0) }
        joined.append(rest, CRC32.shift(by: bytes.count - cut))
        #expect(joined == whole)
        var added = bytes[..<cut].withUnsafeBytes { CRC32($0) }
        bytes[cut...].withUnsafeBytes { added.add($0) }
        #expect(added == whole)
    }
}
