/// Where the parts of an rpm file are: a lead of 96 bytes, the signature header, padded to 8 bytes, the main header, the
/// payload (rpm's docs/manual/format_v4.md). All positions are bytes from the file's beginning.
struct RPMLayout: Equatable, Sendable {
    static let leadLength = 96
    private static let leadMagic: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB]

    /// Without the padding.
    let signature: Range<Int>
    /// What rpm-md's `rpm:header-range` has; the payload begins where it ends.
    let main: Range<Int>

    /// Finds the parts.
    ///
    /// - Parameter bytes: the file's beginning, to the main header's first 16 bytes at least.
    /// - Throws: `RPMFileError`; `prefixTooShort` when more bytes would help.
    init(ofPrefix bytes: [UInt8]) throws(RPMFileError) {
        guard bytes.starts(with: Self.leadMagic.prefix(bytes.count)) else { throw .notRPM }
        guard bytes.count >= Self.leadLength else { throw .prefixTooShort(needed: Self.leadLength) }
        // Major 3 is in every package since 1997; the type is 0 for a binary package, 1 for a source package.
        guard bytes[4] == 3 || bytes[4] == 4, bytes[6] == 0, bytes[7] <= 1 else { throw .notRPM }
        let signature = try RPMHeader.length(in: bytes, at: Self.leadLength, .signature)
        let end = Self.leadLength + signature
        let start = (end + 7) / 8 * 8
        let main = try RPMHeader.length(in: bytes, at: start, .main)
        self.signature = Self.leadLength..<end
        self.main = start..<start + main
    }
}
