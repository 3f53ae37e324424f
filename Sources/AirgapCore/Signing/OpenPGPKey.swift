import Crypto
import CryptoExtras
import FoundationEssentials

/// An RSA public key of version 4 (RFC 4880, section 5.5.2).
struct OpenPGPKey: Sendable {
    /// 40 upper-case hexadecimal digits.
    let fingerprint: String
    /// Whether a revocation stands behind it in the keyring.
    var isRevoked = false
    let modulus: [UInt8]
    let exponent: [UInt8]

    /// - Returns: nil for a key of another version or algorithm, or of less than 2048 bits.
    init?(_ body: ArraySlice<UInt8>) {
        var rest = body
        guard body.count <= 0xFFFF, rest.popFirst() == 4, OpenPGPPacket.number(4, &rest) != nil,
            let algorithm = rest.popFirst(), algorithm == 1 || algorithm == 3,
            let modulus = OpenPGPPacket.integer(&rest), let exponent = OpenPGPPacket.integer(&rest), rest.isEmpty,
            (try? _RSA.Signing.PublicKey(n: modulus, e: exponent)) != nil
        else { return nil }
        self.modulus = modulus
        self.exponent = exponent
        // Section 12.2.
        var hash = Insecure.SHA1()
        hash.update(data: [0x99, UInt8(body.count >> 8), UInt8(body.count & 0xFF)])
        hash.update(data: Array(body))
        fingerprint = hash.finalize().map { Self.hex($0) }.joined()
    }

    /// The last eight bytes of the fingerprint, as digits.
    var keyID: String { String(fingerprint.suffix(16)) }

    /// The key as openssl reads it (RFC 7468, section 13).
    var pem: String? { try? _RSA.Signing.PublicKey(n: modulus, e: exponent).pemRepresentation }

    /// Whether a signature by this key is right (PKCS #1 v1.5, RFC 8017, section 8.2).
    func verifies(_ signature: [UInt8], of digest: SHA256.Digest) -> Bool {
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent), signature.count <= modulus.count else {
            return false
        }
        let padded = [UInt8](repeating: 0, count: modulus.count - signature.count) + signature
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: padded), for: digest, padding: .insecurePKCS1v1_5)
    }

    static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
