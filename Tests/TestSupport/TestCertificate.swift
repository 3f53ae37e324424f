import AirgapCore
package import SystemPackage

/// A certificate for localhost, made by openssl and signed by an authority of its own.
package struct TestCertificate: Sendable {
    /// The authority, to be trusted.
    package let authority: FilePath
    package let chain: FilePath
    package let key: FilePath

    /// Makes the files in a folder.
    package init(in folder: TemporaryFolder) async throws {
        authority = folder.appending("ca.pem")
        chain = folder.appending("server.pem")
        key = folder.appending("server.key")
        let request = folder.appending("server.csr")
        let names = try folder.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n", at: "san.cnf")
        let authorityKey = folder.appending("ca.key")
        try await Self.openssl(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test authority"]
                + ["-keyout", authorityKey.string, "-out", authority.string])
        try await Self.openssl(
            ["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key.string]
                + ["-out", request.string])
        try await Self.openssl(
            ["x509", "-req", "-in", request.string, "-CA", authority.string, "-CAkey", authorityKey.string]
                + ["-CAcreateserial", "-days", "2", "-extfile", names.string, "-out", chain.string])
    }

    private static func openssl(_ arguments: [String]) async throws {
        let outcome = try await CommandRunner.run("openssl", arguments)
        guard outcome.status == 0 else { throw CommandError.failed("openssl", outcome.errors) }
    }
}
