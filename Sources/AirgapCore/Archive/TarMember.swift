/// A member of a tar archive that is written: ustar, with a pax header before it where a name is too long (POSIX.1-2001,
/// pax). The same member gives the same bytes.
package struct TarMember: Sendable {
    /// What a member is.
    package enum Kind: Sendable {
        /// A file with its size in bytes.
        case file(Int64)
        case folder
        case symbolicLink(String)
        /// Another name of an earlier member.
        case hardLink(String)
    }

    private static let blockSize = 512
    /// The largest number of eleven octal digits.
    package static let numberLimit: Int64 = (1 << 33) - 1
    /// The largest number of seven octal digits.
    package static let ownerLimit: UInt32 = (1 << 21) - 1

    /// Without a slash at either end.
    package let name: String
    package let kind: Kind
    /// The permission bits with setuid, setgid and sticky.
    package var mode: UInt32
    package var user: UInt32
    package var group: UInt32
    /// Seconds since the epoch.
    package var modified: Int64

    package init(
        name: String, kind: Kind, mode: UInt32 = 0o644, user: UInt32 = 0, group: UInt32 = 0, modified: Int64 = 0
    ) {
        self.name = name
        self.kind = kind
        self.mode = mode
        self.user = user
        self.group = group
        self.modified = modified
    }

    /// The bytes that stand before the member's content.
    ///
    /// - Throws: `ArchiveError` when the format cannot hold the member.
    package func header() throws(ArchiveError) -> [UInt8] {
        guard size <= Self.numberLimit, user <= Self.ownerLimit, group <= Self.ownerLimit else {
            throw ArchiveError("\(Quoted(name)): too large for a tar archive")
        }
        let path = fullName
        var records = ""
        let place = Self.split(path)
        if place == nil { records += Self.record("path", path) }
        if linkTarget.utf8.count > 100 { records += Self.record("linkpath", linkTarget) }
        let own = block(place ?? (prefix: [], name: Array(path.utf8.prefix(100))), type: type, size: size)
        guard !records.isEmpty else { return own }
        let content = Array(records.utf8)
        let extended = block(
            (prefix: [], name: Array("pax".utf8)), type: UInt8(ascii: "x"), size: Int64(content.count))
        return extended + content + Self.padding(Int64(content.count)) + own
    }

    /// The zeros behind a content of some bytes.
    package static func padding(_ size: Int64) -> [UInt8] {
        [UInt8](repeating: 0, count: Int((512 - size % 512) % 512))
    }

    /// The archive's end.
    package static let end = [UInt8](repeating: 0, count: 1024)

    private var fullName: String {
        if case .folder = kind { return name + "/" }
        return name
    }

    private var size: Int64 {
        if case .file(let size) = kind { return size }
        return 0
    }

    private var type: UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .folder: UInt8(ascii: "5")
        }
    }

    private var linkTarget: String {
        switch kind {
        case .symbolicLink(let target), .hardLink(let target): target
        default: ""
        }
    }

    private func block(_ place: (prefix: [UInt8], name: [UInt8]), type: UInt8, size: Int64) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (position, byte) in bytes.enumerated() { header[offset + position] = byte }
        }
        put(place.name, at: 0)
        put(Self.octal(Int64(mode & 0o7777), digits: 7), at: 100)
        put(Self.octal(Int64(user), digits: 7), at: 108)
        put(Self.octal(Int64(group), digits: 7), at: 116)
        put(Self.octal(size, digits: 11), at: 124)
        put(Self.octal(min(max(modified, 0), Self.numberLimit), digits: 11), at: 136)
        put([UInt8](repeating: 32, count: 8), at: 148)
        header[156] = type
        put(linkTarget.utf8.prefix(type == UInt8(ascii: "x") ? 0 : 100), at: 157)
        put("ustar\u{0}00".utf8, at: 257)
        put(place.prefix, at: 345)
        let sum = header.reduce(Int64(0)) { $0 + Int64($1) }
        put(Self.octal(sum, digits: 6), at: 148)
        header[155] = 32
        return header
    }

    private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
        let text = String(value, radix: 8)
        return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }

    /// A name cut at a slash into at most 155 and 100 bytes; nil when it cannot be.
    private static func split(_ path: String) -> (prefix: [UInt8], name: [UInt8])? {
        let bytes = Array(path.utf8)
        if bytes.count <= 100 { return ([], bytes) }
        let cuts = bytes.indices.filter { $0 <= 155 && bytes[$0] == UInt8(ascii: "/") }
        guard let cut = cuts.first(where: { (1...100).contains(bytes.count - $0 - 1) }), cut > 0 else { return nil }
        return (Array(bytes[..<cut]), Array(bytes[(cut + 1)...]))
    }

    /// `LENGTH KEY=VALUE\n`, where the length counts itself.
    private static func record(_ key: String, _ value: String) -> String {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while String(length).utf8.count + rest.utf8.count != length { length += 1 }
        return "\(length)\(rest)"
    }
}
