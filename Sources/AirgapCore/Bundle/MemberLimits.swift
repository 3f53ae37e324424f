/// What a bundle may hold at most; whatever is read before anything is proved stays below these.
package enum MemberLimits {
    /// Files, and so lines of SHA256SUMS.
    package static let files = 250_000
    /// Bytes of bundle.json.
    package static let manifest: Int64 = 4 << 20
    /// Bytes of SHA256SUMS.
    package static let checksums: Int64 = 48 << 20
    /// Bytes of airgap.lock.
    package static let lock: Int64 = 32 << 20
    /// Bytes of SHA256SUMS.sig.
    package static let signature = Int64(BundleLayout.signatureLimit)
}
