/// The framing of OpenPGP packets (RFC 9580, section 4.2).
enum OpenPGPPackets {
    private static let signatureTag: UInt8 = 2

    /// Whether bytes are signature packets from the first to the last byte, so that gpgv gets nothing else to see.
    static func areSignatures(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let first = rest.first {
            let isNew = first & 0xC0 == 0xC0
            let tag = isNew ? first & 0x3F : first >> 2 & 0xF
            rest = rest.dropFirst()
            guard first & 0x80 != 0, tag == signatureTag else { return false }
            guard let length = isNew ? newLength(&rest) : oldLength(&rest, first & 3), length <= rest.count else {
                return false
            }
            rest = rest.dropFirst(length)
        }
        return !bytes.isEmpty
    }

    private static func oldLength(_ rest: inout ArraySlice<UInt8>, _ type: UInt8) -> Int? {
        // Type 3 has no length: not for signatures.
        type < 3 ? number(&rest, octets: 1 << Int(type)) : nil
    }

    private static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = number(&rest, octets: 1) else { return nil }
        switch first {
        case 0..<192: return first
        case 192..<224: return number(&rest, octets: 1).map { (first - 192) << 8 + $0 + 192 }
        case 255: return number(&rest, octets: 4)
        default: return nil
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, octets: Int) -> Int? {
        guard rest.count >= octets else { return nil }
        defer { rest = rest.dropFirst(octets) }
        return rest.prefix(octets).reduce(0) { $0 << 8 | Int($1) }
    }
}
