/// Says in which field a header is not what it must be.
package enum HeaderDifference {
    /// The fields of ustar (POSIX.1-2017, ustar interchange format) with the offsets where they begin.
    private static let fields: [(name: String, start: Int)] = [
        ("name", 0), ("mode", 100), ("uid", 108), ("gid", 116), ("size", 124), ("mtime", 136), ("chksum", 148),
        ("typeflag", 156), ("linkname", 157), ("magic", 257), ("version", 263), ("uname", 265), ("gname", 297),
        ("devmajor", 329), ("devminor", 337), ("prefix", 345), ("the unused end", 500),
    ]

    /// The first difference in words.
    ///
    /// - Parameters:
    ///   - found: the header as it stands.
    ///   - expected: the canonical header.
    /// - Returns: nil when they are the same.
    package static func text(found: [UInt8], expected: [UInt8]) -> String? {
        guard found != expected else { return nil }
        guard found.count == expected.count else {
            return found.count > expected.count
                ? "a pax header that it must not have" : "without the pax header that it must have"
        }
        let difference = found.indices.first { found[$0] != expected[$0] } ?? 0
        guard difference >= expected.count - 512 || expected.count == 512 else {
            return "not the pax header that it must have"
        }
        let last = expected.count - 512
        // The checksum differs with every other field: it is named only when it is the one.
        let differing = fields.indices.filter { range($0, last).contains { found[$0] != expected[$0] } }
        let field = differing.first { fields[$0].name != "chksum" } ?? differing.first ?? 0
        let part = range(field, last)
        return "its tar header has the \(fields[field].name) \(quoted(found[part])), expected \(quoted(expected[part]))"
    }

    private static func range(_ field: Int, _ base: Int) -> Range<Int> {
        let end = field + 1 < fields.count ? fields[field + 1].start : 512
        return (base + fields[field].start)..<(base + end)
    }

    private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
        let end = bytes.lastIndex { $0 != 0 && $0 != 32 }.map { $0 + 1 } ?? bytes.startIndex
        return "\(Quoted(String(decoding: bytes[..<end], as: UTF8.self)))"
    }
}
