/// One packet of an OpenPGP message (RFC 4880, section 4), with a length of its own: partial lengths are for data, and
/// neither keys nor signatures have them.
struct OpenPGPPacket {
    /// 2: signature, 6: public key, 13: user ID, 14: public subkey.
    let tag: UInt8
    let body: ArraySlice<UInt8>

    /// The packets one after the other.
    ///
    /// - Throws: `SignatureFault.unreadable` for anything that is no sequence of packets.
    static func all(in bytes: [UInt8]) throws(SignatureFault) -> [OpenPGPPacket] {
        var packets: [OpenPGPPacket] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let packet = next(&rest) else { throw .unreadable("not OpenPGP packets") }
            packets.append(packet)
        }
        return packets
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> OpenPGPPacket? {
        guard let first = rest.popFirst(), first & 0x80 != 0 else { return nil }
        let isNew = first & 0x40 != 0
        let tag = isNew ? first & 0x3F : first >> 2 & 0x0F
        guard let length = isNew ? newLength(&rest) : oldLength(first & 3, &rest), length <= rest.count else {
            return nil
        }
        defer { rest = rest.dropFirst(length) }
        return OpenPGPPacket(tag: tag, body: rest.prefix(length))
    }

    private static func oldLength(_ kind: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
        switch kind {
        case 0: number(1, &rest)
        case 1: number(2, &rest)
        case 2: number(4, &rest)
        default: nil
        }
    }

    /// Also the length of a subpacket (section 5.2.3.1).
    static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = number(1, &rest) else { return nil }
        switch first {
        case 0..<192: return first
        case 192..<224: return number(1, &rest).map { (first - 192) << 8 + $0 + 192 }
        case 255: return number(4, &rest)
        default: return nil
        }
    }

    /// A big-endian number of up to four bytes.
    static func number(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A multiprecision integer (section 3.2): a count of bits, then the bytes; of at most 16,384 bits, and no more than
    /// there are.
    static func integer(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let bits = number(2, &rest), (1...16_384).contains(bits), rest.count >= (bits + 7) / 8,
            let first = rest.first, 8 - first.leadingZeroBitCount == (bits - 1) % 8 + 1
        else { return nil }
        defer { rest = rest.dropFirst((bits + 7) / 8) }
        return Array(rest.prefix((bits + 7) / 8))
    }
}
