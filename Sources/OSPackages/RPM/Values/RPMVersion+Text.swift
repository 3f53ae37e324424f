extension RPMVersion {
    /// Reads `[epoch:]version[-release]`.
    init(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count == 2 ? parts[1] : parts[0]
        let hyphen = rest.lastIndex(of: "-")
        self.init(
            epoch: parts.count == 2 ? UInt32(parts[0]) : nil, version: String(rest[..<(hyphen ?? rest.endIndex)]),
            release: hyphen.map { String(rest[rest.index(after: $0)...]) })
    }
}
