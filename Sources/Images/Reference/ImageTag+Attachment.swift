import AirgapCore

extension ImageTag {
    /// Whether the tag stands for what refers to an image: cosign's `sha256-<hex>.sig`, `.att` and `.sbom`, or the fallback tag
    /// `sha256-<hex>` (OCI distribution specification 1.1, referrers tag schema).
    package var isAttachment: Bool {
        guard description.hasPrefix("sha256-") else { return false }
        let name = description.dropFirst(7)
        let hex = name.prefix { $0 != "." }
        return (try? Digest(hex: String(hex))) != nil
            && ["", ".sig", ".att", ".sbom"].contains(name.dropFirst(hex.count))
    }
}
