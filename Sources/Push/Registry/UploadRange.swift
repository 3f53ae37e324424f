/// The `Range` header of an upload's answer: `0-1023`, which the registry has (OCI distribution specification).
enum UploadRange {
    /// How many bytes that are; nil when the text is malformed.
    static func end(_ text: String) -> Int64? {
        var digits = text[...]
        if digits.hasPrefix("bytes=") { digits = digits.dropFirst(6) }
        let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "0", let last = Int64(parts[1]), (0..<Int64.max).contains(last) else {
            return nil
        }
        return last + 1
    }
}
