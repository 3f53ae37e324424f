/// The ar headers at a .deb's beginning, 60 bytes each behind an 8-byte magic (ar(5)).
enum DebHeader {
    private static let magic = Array("!<arch>\n".utf8)
    private static let headerSize = 60

    /// Whether the whole control archive lies within a file's first bytes.
    ///
    /// - Throws: `DebArchiveError.notDeb`.
    static func holdsControl(_ bytes: [UInt8]) throws(DebArchiveError) -> Bool {
        guard bytes.starts(with: magic) else { throw .notDeb }
        var position = magic.count
        while position + headerSize <= bytes.count {
            let header = bytes[position..<(position + headerSize)]
            let digits = header.dropFirst(48).prefix(10).prefix { (48...57).contains($0) }
            guard let size = Int(String(decoding: digits, as: UTF8.self)) else { throw .notDeb }
            let end = position + headerSize + size
            if header.starts(with: "control.tar".utf8) { return end <= bytes.count }
            position = end + size % 2
        }
        return false
    }
}
