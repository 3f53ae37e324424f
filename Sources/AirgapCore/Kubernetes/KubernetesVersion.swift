/// A version of Kubernetes: `v1.31.9`.
package struct KubernetesVersion: Equatable, Sendable, CustomStringConvertible {
    package let minor: Int
    /// `9`, `0-rc.1`.
    package let patch: String

    /// Reads `v1.31.9`, `1.31.9` or `1.31.9-rc.1`; nil for anything else.
    package init?(_ text: String) {
        let plain = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = plain.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", let minor = Int(parts[1]), (0...999).contains(minor),
            let digit = parts[2].utf8.first, (48...57).contains(digit),
            parts[2].utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46 })
        else { return nil }
        self.minor = minor
        patch = String(parts[2])
    }

    package var description: String { "v1.\(minor).\(patch)" }
}
