import AirgapCore
import Crypto
import FoundationEssentials
import SwiftASN1
import SystemPackage
import X509

/// The server's certificate, made when there is none, when a name is missing in it, or when it ends soon.
enum SiteCertificate {
    private static let month: TimeInterval = 30 * 86400

    /// Makes sure that a good one stands in a folder.
    ///
    /// - Parameters:
    ///   - names: what it must be for.
    ///   - authority: who must have signed it.
    ///   - folder: the state folder.
    /// - Returns: certificate and key.
    /// - Throws: `FileError`, X509's errors.
    static func files(
        for names: CertificateNames, by authority: SiteAuthority, in folder: FilePath
    ) throws -> (chain: FilePath, key: FilePath) {
        let chain = folder.appending("server.crt")
        let keyFile = folder.appending("server.key")
        if isGood(chain, keyFile, names, authority) { return (chain, keyFile) }
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try authority.issue(for: names, key.publicKey)
        try PEMFile.write(try key.serializeAsPEM(), to: keyFile, mode: 0o600)
        try PEMFile.write(try certificate.serializeAsPEM(), to: chain, mode: 0o644)
        return (chain, keyFile)
    }

    private static func isGood(
        _ chain: FilePath, _ keyFile: FilePath, _ names: CertificateNames, _ authority: SiteAuthority
    ) -> Bool {
        guard let pem = try? FileSystem.read(chain, limit: 1 << 16),
            let secret = try? FileSystem.read(keyFile, limit: 1 << 16),
            let certificate = try? Certificate(pemEncoded: String(decoding: pem, as: UTF8.self)),
            let key = try? Certificate.PrivateKey(pemEncoded: String(decoding: secret, as: UTF8.self)),
            let alternatives = try? certificate.extensions.subjectAlternativeNames
        else { return false }
        return key.publicKey == certificate.publicKey && names.areCovered(by: alternatives)
            && authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
            && certificate.notValidAfter > Date().addingTimeInterval(month)
    }
}
