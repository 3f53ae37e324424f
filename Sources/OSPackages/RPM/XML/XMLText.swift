/// UTF-8 bytes of a text or an attribute's value, valid only in the call that brings them.
struct XMLText {
    let bytes: UnsafeRawBufferPointer

    /// A copy.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// A decimal number without a sign; nil for anything else, and for what does not fit.
    var number: Int64? {
        guard (1...19).contains(bytes.count) else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(Int64(byte) - 48)
            if tooLarge || overflow { return nil }
            value = sum
        }
        return value
    }

    /// Without spaces, tabs and line ends around it.
    var trimmed: XMLText {
        var start = 0
        var end = bytes.count
        while start < end, Self.isSpace(bytes[start]) { start += 1 }
        while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
        return XMLText(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    static func == (text: XMLText, other: StaticString) -> Bool {
        text.bytes.count == other.utf8CodeUnitCount
            && other.withUTF8Buffer { text.bytes.elementsEqual($0) }
    }
}
