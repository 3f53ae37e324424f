/// The `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date.
package enum RetryAfter {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// How many seconds to wait from now; nil when the text is neither.
    package static func seconds(_ text: String, now: Timestamp) -> Int64? {
        let trimmed = text.filter { $0 != "\r" && $0 != "\n" }
        if let seconds = Int64(trimmed), seconds >= 0 { return seconds }
        return date(trimmed).map { max(0, $0.seconds - now.seconds) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7); the two obsolete forms are not taken.
    private static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
