import AirgapCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a stream into stanzas at its empty lines, through one buffer of fixed size.
struct StanzaReader {
    /// The longest stanza in bytes; real ones have a few thousand.
    static let stanzaLimit = 1 << 20
    /// The longest stream in bytes, far beyond any real index.
    static let streamLimit = 2 << 30

    /// Reads a stream to its end.
    ///
    /// - Parameters:
    ///   - fill: fills the buffer's beginning and says how much; 0 at the end.
    ///   - take: is given each stanza; the bytes are gone afterwards.
    /// - Throws: `PackageIndexError`, or what the closures throw.
    static func read(
        fill: (UnsafeMutableRawBufferPointer) throws -> Int, take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: stanzaLimit, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        var total = 0
        while true {
            guard filled < buffer.count else { throw PackageIndexError.stanzaTooLong }
            let count = try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            total += count
            guard total <= streamLimit else { throw PackageIndexError.tooLarge }
            if count == 0 { break }
            let rest = UnsafeRawBufferPointer(rebasing: buffer[..<(filled + count)])
            let consumed = try takeWhole(rest, searchFrom: max(filled - 1, 0), take)
            filled = rest.count - consumed
            if consumed > 0, let base = buffer.baseAddress { memmove(base, base + consumed, filled) }
        }
        if filled > 0 { try take(UnsafeRawBufferPointer(rebasing: buffer[..<filled])) }
    }

    /// Gives away all whole stanzas.
    ///
    /// - Returns: how many bytes they had, with the empty lines behind them.
    private static func takeWhole(
        _ bytes: UnsafeRawBufferPointer, searchFrom: Int, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var start = 0
        var position = searchFrom
        while let found = memchr(base + position, 0x0A, bytes.count - position) {
            let end = UnsafeRawPointer(found) - base
            guard end + 1 < bytes.count else { break }
            position = end + 1
            guard bytes[position] == 0x0A else { continue }
            if end > start { try take(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
            start = position + 1
            position = start
        }
        return start
    }
}
