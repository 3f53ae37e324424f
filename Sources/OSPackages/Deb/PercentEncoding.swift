/// Percent-encoding of file names for the path of a URL (RFC 3986, section 3.3).
enum PercentEncoding {
    private static let hex = Array("0123456789ABCDEF")

    /// A path in which every byte but unreserved ones, `/`, `+` and `:` is encoded.
    static func path(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            if isPlain(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-._~/+:".utf8.contains(byte)
    }
}
