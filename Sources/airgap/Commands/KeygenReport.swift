/// What `airgap keygen` prints.
struct KeygenReport: Codable {
    /// The secret key's path.
    let key: String
    let publicKey: String
    /// 40 upper-case hexadecimal digits.
    let fingerprint: String

    var text: String {
        """
        secret key: \(key)
        public key: \(publicKey)
        fingerprint: \(fingerprint)
        """
    }
}
