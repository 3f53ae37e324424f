import AirgapCore
import SystemPackage

/// Signs registry tokens (distribution, token authentication: JSON Web Tokens with RS256) through openssl.
package struct TokenSigner: Sendable {
    private let certificate: TestCertificate
    private let chain: String
    private let folder: TemporaryFolder

    /// - Throws: `PeerProgram.Failure`.
    package init(certificate: TestCertificate, in folder: TemporaryFolder) async throws {
        self.certificate = certificate
        self.folder = folder
        let der = [
            "x509", "-in", certificate.chain.string, "-outform", "DER", "-out", folder.appending("leaf.der").string,
        ]
        try await PeerProgram.run("openssl", der)
        chain = try await PeerProgram.run("base64", ["-w0", folder.appending("leaf.der").string])
    }

    /// A token that lets its bearer pull from a repository.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func token(repository: String, service: String, issuer: String) async throws -> String {
        try await token(repositories: [repository], actions: ["pull"], service: service, issuer: issuer)
    }

    /// A token that lets its bearer do something with repositories.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func token(
        repositories: [String], actions: [String], service: String, issuer: String
    ) async throws -> String {
        let now = Timestamp.now().seconds
        let header = #"{"alg":"RS256","typ":"JWT","x5c":["\#(chain)"]}"#
        let list = actions.map { #""\#($0)""# }.joined(separator: ",")
        let entries = repositories.map { #"{"type":"repository","name":"\#($0)","actions":[\#(list)]}"# }
        let access = "[\(entries.joined(separator: ","))]"
        let claims =
            #"{"iss":"\#(issuer)","aud":"\#(service)","sub":"robot","jti":"1","iat":\#(now - 60),"nbf":\#(now - 60),"#
            + #""exp":\#(now + 3600),"access":\#(access)}"#
        let signed = try await encode(Array(header.utf8)) + "." + encode(Array(claims.utf8))
        let text = try folder.write(signed, at: "token.txt")
        let signature = folder.appending("token.sig")
        try await PeerProgram.run(
            "openssl", ["dgst", "-sha256", "-sign", certificate.key.string, "-out", signature.string, text.string])
        return signed + "." + (try await encode(FileSystem.read(signature, limit: 1 << 16)))
    }

    /// base64url without padding (RFC 4648, section 5).
    private func encode(_ bytes: [UInt8]) async throws -> String {
        try await PeerProgram.run("base64", ["-w0"], input: bytes).replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
