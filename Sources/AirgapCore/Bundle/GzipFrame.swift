/// The framing of a bundle's gzip members (RFC 1952): nothing in it but the member's own size varies.
package enum GzipFrame {
    /// The most bytes of tar in one member.
    package static let chunkSize = 1 << 20
    /// A file of so many bytes or more begins a member, at its header.
    package static let ownMemberSize: Int64 = 64 << 10
    /// With the extra field that holds the member's size.
    package static let headerSize = 20
    /// CRC-32 and length.
    package static let trailerSize = 8

    /// Whether a file begins a gzip member: a large one does, and one that does not find room in the current member.
    ///
    /// - Parameters:
    ///   - header: bytes of its tar header.
    ///   - size: bytes of content.
    ///   - room: bytes that are free in the current member.
    /// - Returns: whether a new member begins at its header.
    package static func beginsMember(header: Int, size: Int64, room: Int) -> Bool {
        size >= ownMemberSize || header + Int(size) + CanonicalHeader.padding(after: size) > room
    }

    /// `1f 8b 08 04`, time 0, no flags, system 255 (unknown), then the extra field: `AG` with the whole member's size.
    ///
    /// - Parameters:
    ///   - memberSize: bytes of the whole member.
    ///   - extra: more subfields, at most 60,012 bytes.
    /// - Returns: 20 bytes and the subfields.
    package static func header(memberSize: Int, extra: [UInt8] = []) -> [UInt8] {
        let length = 8 + extra.count
        return [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 255]
            + [UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8)]
            + [UInt8(ascii: "A"), UInt8(ascii: "G"), 4, 0] + LittleEndian.bytes(UInt64(memberSize), count: 4) + extra
    }

    /// A member without content that carries a subfield.
    ///
    /// - Parameters:
    ///   - name: the subfield's two letters.
    ///   - data: at most 60,000 bytes.
    /// - Returns: the whole member.
    package static func empty(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let extra = Array(name.utf8) + LittleEndian.bytes(UInt64(data.count), count: 2) + data
        return header(memberSize: headerSize + extra.count + 10, extra: extra) + [3, 0]
            + [UInt8](repeating: 0, count: 8)
    }
}
