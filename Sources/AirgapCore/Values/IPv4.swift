/// IPv4 addresses in dotted-decimal form (RFC 3986, section 3.2.2).
package enum IPv4 {
    /// The address as a number, or nil when the text is none.
    package static func address(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var result: UInt32 = 0
        for part in parts {
            guard part.utf8.count <= 3, part.utf8.allSatisfy({ (48...57).contains($0) }), let byte = UInt8(part) else {
                return nil
            }
            result = result << 8 | UInt32(byte)
        }
        return result
    }

    /// Whether a text is an address.
    package static func isAddress(_ text: some StringProtocol) -> Bool { address(text) != nil }
}
