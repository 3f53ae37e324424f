import AirgapCore
import NIOSSL
import SystemPackage

/// What the HTTPS listener shows: the user's certificate, or one made here.
struct TLSMaterial: Sendable {
    let configuration: TLSConfiguration
    /// The file of the authority that clients are to trust; nil when the user gave none.
    let authority: [UInt8]?

    /// - Parameters:
    ///   - options: where certificates are, and what they are for.
    ///   - addresses: more addresses that they must be for.
    /// - Throws: `SiteError`, `FileError`.
    init(_ options: SiteOptions, addresses: [String]) throws {
        if let given = options.certificate {
            authority = try given.authority.map { try FileSystem.read($0, limit: 1 << 20) }
            configuration = try Self.configuration(given.chain, given.key)
        } else {
            let names = try CertificateNames(domain: options.domain, more: options.names + addresses)
            let own = try SiteAuthority(in: options.state)
            let files: (chain: FilePath, key: FilePath)
            do {
                files = try SiteCertificate.files(for: names, by: own, in: options.state)
            } catch let error as FileError {
                throw error
            } catch {
                throw SiteError.unusable(options.state, "no certificate can be made: \(error)")
            }
            authority = own.pem
            configuration = try Self.configuration(files.chain, files.key)
        }
    }

    /// TLS 1.2 with forward secrecy, or 1.3; HTTP/1.1 only.
    private static func configuration(_ chain: FilePath, _ key: FilePath) throws -> TLSConfiguration {
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(try FileSystem.read(chain, limit: 1 << 20))
            let secret = try NIOSSLPrivateKey(bytes: try FileSystem.read(key, limit: 1 << 20), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(secret))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            _ = try NIOSSLContext(configuration: configuration)
            return configuration
        } catch let error as FileError {
            throw error
        } catch {
            throw SiteError.unusable(chain, "it, or its key \(key), cannot be used: \(error)")
        }
    }
}
