/// The one header that a member of a bundle can have: ustar, with a pax header before it where ustar has no room
/// (POSIX.1-2017, pax). Writer and reader make it the same way, so a reader can ask for equality, byte for byte.
package struct CanonicalHeader: Equatable, Sendable {
    /// Twelve bytes of the size field hold eleven octal digits.
    private static let largestSize: Int64 = 0o777_7777_7777
    private static let largestTime: Int64 = 0o777_7777_7777

    /// 512 bytes, or 512 more than the pax records need.
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - name: the whole path, with the top folder.
    ///   - size: bytes of content.
    ///   - time: cut off to what eleven octal digits hold.
    ///   - isExecutable: mode 0755 instead of 0644.
    package init(name: String, size: Int64, time: Timestamp, isExecutable: Bool) {
        let seconds = min(max(time.seconds, 0), Self.largestTime)
        let fields = Fields(name: name)
        let isLarge = size > Self.largestSize
        var records: [UInt8] = []
        if fields.needsRecord { records += Self.record("path", name) }
        if isLarge { records += Self.record("size", String(size)) }
        var bytes: [UInt8] = []
        if !records.isEmpty {
            bytes = Self.block(Fields(name: "././@PaxHeader"), Int64(records.count), seconds, 0o644, type: "x")
            bytes += records
            bytes += [UInt8](repeating: 0, count: Self.padding(after: Int64(records.count)))
        }
        bytes += Self.block(fields, isLarge ? 0 : size, seconds, isExecutable ? 0o755 : 0o644, type: "0")
        self.bytes = bytes
    }

    /// How many zeros follow a content of so many bytes.
    package static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

    /// Where a name stands in a ustar header.
    private struct Fields {
        var name: ArraySlice<UInt8>
        var prefix: ArraySlice<UInt8> = []
        var needsRecord = false

        init(name text: String) {
            let all = Array(text.utf8)
            name = all[...]
            needsRecord = all.contains { $0 >= 0x80 }
            guard all.count > 100 else { return }
            let slash = all.indices.dropFirst(all.count - 101).first { all[$0] == UInt8(ascii: "/") }
            if !needsRecord, let slash, slash <= 155, slash + 1 < all.count {
                name = all[(slash + 1)...]
                prefix = all[..<slash]
            } else {
                needsRecord = true
                name = all.prefix(100)
                // Not in the middle of a character.
                while let last = name.last, last >= 0x80, all[name.endIndex] & 0xC0 == 0x80 || last >= 0xC0 {
                    name = name.dropLast()
                }
            }
        }
    }

    private static func block(
        _ fields: Fields, _ size: Int64, _ time: Int64, _ mode: Int64, type: Unicode.Scalar
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }
        put(fields.name, at: 0)
        put(octal(mode, digits: 6), at: 100)
        put(octal(0, digits: 6), at: 108)
        put(octal(0, digits: 6), at: 116)
        put(octal(size, digits: 11), at: 124)
        put(octal(time, digits: 11), at: 136)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        block[156] = UInt8(truncatingIfNeeded: type.value)
        put(Array("ustar\u{0}00root".utf8), at: 257)
        put(Array("root".utf8), at: 297)
        put(octal(0, digits: 6), at: 329)
        put(octal(0, digits: 6), at: 337)
        put(fields.prefix, at: 345)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, digits: 6).dropLast() + [0, 0x20], at: 148)
        return block
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
