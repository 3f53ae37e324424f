import AirgapCore
import Crypto
import FoundationEssentials
import SwiftASN1
import SystemPackage
import X509

/// The authority that a site makes for itself once, and that its nodes trust.
struct SiteAuthority {
    /// The file beside the key, which nodes get.
    private static let certificateName = "rootCA.crt"
    private static let keyName = "rootCA.key"
    private static let year: TimeInterval = 365 * 86400

    let certificate: Certificate
    /// The certificate's file as it stands.
    let pem: [UInt8]
    private let key: Certificate.PrivateKey

    /// Reads the authority of a state folder, or makes one.
    ///
    /// - Parameter folder: made when it is not there.
    /// - Throws: `SiteError`, `FileError`.
    init(in folder: FilePath) throws {
        try FileSystem.makeFolder(folder)
        let certificateFile = folder.appending(Self.certificateName)
        let keyFile = folder.appending(Self.keyName)
        if try FileSystem.status(certificateFile) == nil || FileSystem.status(keyFile) == nil {
            try Self.make(certificateFile, keyFile)
        }
        let pem = try FileSystem.read(certificateFile, limit: 1 << 16)
        let secret = try FileSystem.read(keyFile, limit: 1 << 16)
        do {
            certificate = try Certificate(pemEncoded: String(decoding: pem, as: UTF8.self))
            key = try Certificate.PrivateKey(pemEncoded: String(decoding: secret, as: UTF8.self))
        } catch {
            throw SiteError.unusable(certificateFile, "it, or the key beside it, cannot be read: \(error)")
        }
        guard key.publicKey == certificate.publicKey else {
            throw SiteError.unusable(certificateFile, "the key beside it belongs to another certificate")
        }
        self.pem = pem
    }

    /// Signs a certificate for a server.
    ///
    /// - Parameters:
    ///   - names: what it is for.
    ///   - publicKey: the server's.
    /// - Returns: the certificate.
    /// - Throws: X509's errors.
    func issue(for names: CertificateNames, _ publicKey: Certificate.PublicKey) throws -> Certificate {
        let now = Date()
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: now.addingTimeInterval(-Self.year), notValidAfter: now.addingTimeInterval(5 * Self.year),
            issuer: certificate.subject,
            subject: try DistinguishedName { CommonName(names.hosts.first { !$0.hasPrefix("*") } ?? "localhost") },
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(keyIdentifier: Self.identifier(of: certificate.publicKey))
                SubjectAlternativeNames(names.alternatives)
            }, issuerPrivateKey: key)
    }

    /// A slow clock at the site must not find it in the future, so it begins a year ago.
    private static func make(_ certificateFile: FilePath, _ keyFile: FilePath) throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let now = Date()
        let name = try DistinguishedName {
            CommonName("airgap site authority")
            OrganizationalUnitName(MachineNames.current.hostName ?? "site")
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-year), notValidAfter: now.addingTimeInterval(10 * year),
            issuer: name, subject: name,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            }, issuerPrivateKey: key)
        try PEMFile.write(try key.serializeAsPEM(), to: keyFile, mode: 0o600)
        try PEMFile.write(try certificate.serializeAsPEM(), to: certificateFile, mode: 0o644)
    }

    /// RFC 5280, section 4.2.1.2, as `SubjectKeyIdentifier(hash:)` has it.
    private static func identifier(of key: Certificate.PublicKey) -> ArraySlice<UInt8> {
        SubjectKeyIdentifier(hash: key).keyIdentifier
    }
}
