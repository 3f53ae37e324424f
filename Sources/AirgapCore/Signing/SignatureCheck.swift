/// Checks a detached signature against the keys that a site trusts, without any other program.
package struct SignatureCheck: Sendable {
    /// More signatures than this in one file are not looked at.
    private static let mostSignatures = 16

    private let keyring: OpenPGPKeyring

    /// - Parameter keyring: the keys that are trusted.
    package init(_ keyring: OpenPGPKeyring) {
        self.keyring = keyring
    }

    /// Checks a signature. Where there are several, one good one is enough, and a bad one by a known key is one too many.
    ///
    /// - Parameters:
    ///   - signature: the signature file, armored or not; nil when there is none.
    ///   - document: what it signs.
    /// - Returns: the fingerprint of the key that signed.
    /// - Throws: `SignatureFault`.
    package func check(_ signature: [UInt8]?, of document: [UInt8]) throws(SignatureFault) -> String {
        guard let signature else { throw .unsigned }
        let packets = try OpenPGPPacket.all(in: OpenPGPArmor.unwrap(signature, kind: "SIGNATURE"))
        guard (1...Self.mostSignatures).contains(packets.count), packets.allSatisfy({ $0.tag == 2 }) else {
            throw .unreadable("not a detached signature")
        }
        var good: String?
        var unknown: [String] = []
        for packet in packets {
            let signature = try OpenPGPSignature(packet.body)
            let keys = keyring.keys.filter { signature.isBy($0) }
            guard let first = keys.first else {
                unknown.append(signature.issuer)
                continue
            }
            guard let key = keys.first(where: { signature.isGood(document, $0) }) else { throw .bad(first.fingerprint) }
            guard !key.isRevoked else { throw .revoked(key.fingerprint) }
            good = good ?? key.fingerprint
        }
        guard let good else { throw .unknownKey(unknown) }
        return good
    }
}
