/// The `Content-Range` header of a 206 answer (RFC 9110, section 14.4): `bytes 100-199/200`.
package struct ContentRange: Equatable, Sendable {
    /// The offset of the first byte.
    package let first: Int64
    /// The offset of the last byte.
    package let last: Int64
    /// The size of the whole in bytes, when the server tells it.
    package let total: Int64?

    /// Reads the header; nil when it is malformed.
    package init?(_ text: String) {
        guard text.lowercased().hasPrefix("bytes ") else { return nil }
        let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]), first >= 0, last >= first
        else { return nil }
        self.first = first
        self.last = last
        if parts[1] == "*" {
            total = nil
        } else {
            guard let total = Int64(parts[1]), total > last else { return nil }
            self.total = total
        }
    }
}
