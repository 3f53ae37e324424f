import AirgapCore

/// What `airgap sign` prints.
struct SignReport: Codable {
    /// The bundle's path.
    let bundle: String
    /// Bytes.
    let size: Int64
    let digest: Digest
    /// The fingerprint of the key that signed.
    let key: String

    var text: String {
        """
        \(bundle): signed by key \(key)
        \(digest)
        """
    }
}
