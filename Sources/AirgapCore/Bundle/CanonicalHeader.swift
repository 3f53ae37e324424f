/// The one header that a member of a bundle can have: ustar, with a pax header before it where ustar has no room
/// (POSIX.1-2017, pax), byte for byte as libarchive writes it in its restricted pax format. It is made here too, without
/// libarchive, so a reader can ask for equality, whatever libarchive its machine has.
package struct CanonicalHeader: Equatable, Sendable {
    /// Twelve bytes of the size field hold eleven octal digits.
    private static let largestSize: Int64 = 0o777_7777_7777
    /// Twelve digits stand there without the space that ends them; behind that it is a binary number.
    private static let largestOctal: Int64 = 0o7777_7777_7777
    /// The last second for which no libarchive writes a record `mtime`: 2038-01-19T03:14:06Z.
    private static let largestTime: Int64 = 0x7FFF_FFFE

    /// 512 bytes, or 512 more than the pax records need.
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - name: the whole path, with the top folder.
    ///   - size: bytes of content.
    ///   - time: of the bundle.
    ///   - isExecutable: mode 0755 instead of 0644.
    package init(name: String, size: Int64, time: Timestamp, isExecutable: Bool) {
        let path = Array(name.utf8)
        let plain = path.contains { $0 >= 0x80 } ? nil : UstarName(path)
        var records: [UInt8] = []
        if plain == nil { records += Self.record("path", name) }
        if size > Self.largestSize { records += Self.record("size", String(size)) }
        let (seconds, mode): (Int64, Int64) = (Self.seconds(time), isExecutable ? 0o755 : 0o644)
        var bytes: [UInt8] = []
        if !records.isEmpty {
            // libarchive makes the name of the pax header from the one that stands in the member's own.
            let own = UstarName(
                shortened: plain == nil ? UstarName.shortened(path) : path, inserting: "PaxHeader")
            bytes = Self.block(own, Int64(records.count), seconds, mode, type: "x")
            bytes += records
            bytes += [UInt8](repeating: 0, count: Self.padding(after: Int64(records.count)))
        }
        bytes += Self.block(plain ?? UstarName(shortened: path), size, seconds, mode, type: "0")
        self.bytes = bytes
    }

    /// How many zeros follow a content of so many bytes.
    package static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

    /// The time that headers have, in seconds since 1970: that of the bundle, or the nearest that fits.
    package static func seconds(_ time: Timestamp) -> Int64 { min(max(time.seconds, 0), largestTime) }

    private static func block(
        _ path: UstarName, _ size: Int64, _ time: Int64, _ mode: Int64, type: Unicode.Scalar
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }
        put(path.name, at: 0)
        put(octal(mode, digits: 6), at: 100)
        put(octal(0, digits: 6), at: 108)
        put(octal(0, digits: 6), at: 116)
        put(sizeField(size), at: 124)
        put(octal(time, digits: 11), at: 136)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        block[156] = UInt8(truncatingIfNeeded: type.value)
        put(Array("ustar\u{0}00root".utf8), at: 257)
        put(Array("root".utf8), at: 297)
        put(octal(0, digits: 6), at: 329)
        put(octal(0, digits: 6), at: 337)
        put(path.prefix, at: 345)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, digits: 6).dropLast() + [0, 0x20], at: 148)
        return block
    }

    /// What has no room as eleven digits is there all the same, for readers that do not know pax.
    private static func sizeField(_ size: Int64) -> [UInt8] {
        if size <= largestSize { return octal(size, digits: 11) }
        if size <= largestOctal { return octal(size, digits: 12).dropLast() }
        return [0x80, 0, 0, 0] + LittleEndian.bytes(UInt64(size), count: 8).reversed()
    }

    /// Octal digits and a space, as libarchive writes them.
    private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
        (0..<digits).map { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value >> (3 * Int64(digits - 1 - $0)) & 7) }
            + [0x20]
    }

    /// `<length> <key>=<value>\n`; the length counts its own digits.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = key.utf8.count + value.utf8.count + 3
        var length = rest + 1
        while String(length).utf8.count + rest != length { length += 1 }
        return Array("\(length) \(key)=\(value)\n".utf8)
    }
}
