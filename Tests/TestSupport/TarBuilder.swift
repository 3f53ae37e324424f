import AirgapCore

/// Tar archives with any header one likes, good or hostile; and the cutting up of plain ustar archives.
package struct TarBuilder: Sendable {
    /// One member with its header's fields.
    package struct Member: Sendable {
        package var name: String
        package var content: [UInt8]
        package var type = UInt8(ascii: "0")
        package var mode = "000644 \0"
        package var link = ""
        /// What the size field says; nil for the truth.
        package var size: String?
        package var magic = "ustar\u{0}00"
        package var breaksChecksum = false
        /// Bytes put over the header at offsets, before the checksum is computed.
        package var patches: [Int: [UInt8]] = [:]

        package init(_ name: String, _ content: [UInt8] = [], type: Character = "0") {
            self.name = name
            self.content = content
            self.type = type.asciiValue ?? 48
        }
    }

    package var members: [Member]

    package init(_ members: [Member]) {
        self.members = members
    }

    /// Cuts a plain ustar archive into its members.
    package init(parsing tar: [UInt8]) {
        members = []
        var offset = 0
        while offset + 512 <= tar.count, tar[offset] != 0 {
            let header = tar[offset..<(offset + 512)]
            let digits = header[(offset + 124)..<(offset + 135)].filter { (48...55).contains($0) }
            let size = digits.reduce(0) { $0 * 8 + Int($1 - 48) }
            let prefix = Self.text(header, offset + 345, 155)
            let name = (prefix.isEmpty ? "" : prefix + "/") + Self.text(header, offset, 100)
            var member = Member(name, Array(tar[(offset + 512)..<(offset + 512 + size)]))
            member.mode = String(decoding: header[(offset + 100)..<(offset + 108)], as: UTF8.self)
            members.append(member)
            offset += 512 + (size + 511) / 512 * 512
        }
    }

    private static func text(_ header: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> String {
        String(decoding: header[start..<(start + count)].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The archive with its end.
    package var bytes: [UInt8] { members.flatMap(Self.bytes) + [UInt8](repeating: 0, count: 1024) }

    /// The archive through gzip.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func gzipped() async throws -> [UInt8] {
        try await CommandRunner.run("gzip", ["-nc1"], input: bytes, outputLimit: 1 << 30).output
    }

    private static func bytes(of member: Member) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ offset: Int) {
            header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
        }
        let name = Array(member.name.utf8)
        if name.count > 100, let slash = name.prefix(155).lastIndex(of: 47) {
            header.replaceSubrange(345..<(345 + slash), with: name[..<slash])
            header.replaceSubrange(0..<(name.count - slash - 1), with: name[(slash + 1)...])
        } else {
            header.replaceSubrange(0..<min(100, name.count), with: name.prefix(100))
        }
        let octal = String(member.content.count, radix: 8)
        put(member.mode, 100)
        put("000000 \0", 108)
        put("000000 \0", 116)
        put(member.size ?? String(repeating: "0", count: 11 - octal.count) + octal + " ", 124)
        put("14524770400 ", 136)
        header[156] = member.type
        put(member.link, 157)
        put(member.magic, 257)
        put("root", 265)
        put("root", 297)
        put("000000 \0", 329)
        put("000000 \0", 337)
        for (offset, bytes) in member.patches {
            header.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }
        header.replaceSubrange(148..<156, with: [UInt8](repeating: 32, count: 8))
        let sum = header.reduce(member.breaksChecksum ? 1 : 0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        put(String(repeating: "0", count: 6 - digits.count) + digits + "\0 ", 148)
        let padding = (512 - member.content.count % 512) % 512
        return header + member.content + [UInt8](repeating: 0, count: padding)
    }
}
