/// What `airgap keygen` prints.
struct KeygenReport: Codable {
    /// The secret key's path.
    let key: String
    /// The public key's path, as OpenPGP's tools and `airgap verify` read it.
    let publicKey: String
    /// The public key's path, as openssl reads it.
    let publicKeyPEM: String
    /// 40 upper-case hexadecimal digits.
    let fingerprint: String

    var text: String {
        """
        secret key: \(key)
        public key: \(publicKey), for openssl \(publicKeyPEM)
        fingerprint: \(fingerprint)
        """
    }
}
