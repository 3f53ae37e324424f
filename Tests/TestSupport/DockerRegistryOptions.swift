package import SystemPackage

/// How a `DockerRegistry` is set up.
package struct DockerRegistryOptions: Sendable {
    /// A user and password that it asks for.
    package struct Login: Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// A token service that it sends its clients to (distribution, configuration: `auth.token`).
    package struct TokenService: Sendable {
        package let realm: String
        package let service: String
        package let issuer: String
        /// PEM certificates that tokens must be signed with.
        package let certificates: FilePath

        package init(realm: String, service: String, issuer: String, certificates: FilePath) {
            self.realm = realm
            self.service = service
            self.issuer = issuer
            self.certificates = certificates
        }
    }

    /// Where its storage is: the folder that holds `docker/registry/v2`.
    package var storage: FilePath
    package var isReadOnly = false
    package var login: Login?
    package var tokens: TokenService?
    /// A certificate and its key, for https.
    package var certificate: TestCertificate?

    package init(storage: FilePath, isReadOnly: Bool = false) {
        self.storage = storage
        self.isReadOnly = isReadOnly
    }

    /// The configuration file.
    func yaml(htpasswd: FilePath) -> String {
        let tls = certificate.map { ", tls: {certificate: '\($0.chain)', key: '\($0.key)'}" } ?? ""
        var lines = [
            "version: 0.1", "storage:", "  filesystem: {rootdirectory: '\(storage)'}", "  delete: {enabled: true}",
            "  maintenance: {readonly: {enabled: \(isReadOnly)}}", "http: {addr: '127.0.0.1:0', secret: test\(tls)}",
        ]
        if login != nil { lines.append("auth: {htpasswd: {realm: test, path: '\(htpasswd)'}}") }
        if let tokens {
            lines.append(
                "auth: {token: {realm: '\(tokens.realm)', service: '\(tokens.service)', issuer: '\(tokens.issuer)',"
                    + " rootcertbundle: '\(tokens.certificates)'}}")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
