package import SystemPackage

/// Makes a key for signing bundles and repositories: RSA of 3072 bits, which gpgv, sqv, apt, rpm and dnf all accept.
package enum SiteKey {
    /// When every key is said to be made. The clock of an isolated site may be years behind, and gpg refuses keys from the
    /// future; it never refuses signatures by an old key.
    package static let creation = Timestamp(seconds: 1_262_304_000)  // 2010-01-01

    /// Makes a key and writes it to three files, the secret one readable by its owner alone.
    ///
    /// - Parameters:
    ///   - file: the secret key; the public key goes to the same name with `.asc` instead of its extension, and with `.pem`
    ///     as openssl reads it.
    ///   - name: the key's user ID.
    ///   - scratch: an existing folder for gpg's files.
    /// - Returns: the public key's paths and the key's fingerprint.
    /// - Throws: `SigningError`, `CommandError.notFound` without gpg, `FileError`.
    package static func make(
        at file: FilePath, name: String, scratch: FilePath
    ) async throws -> (publicKey: FilePath, pem: FilePath, fingerprint: String) {
        let publicFile = publicPath(of: file)
        let plainFile = FilePath(publicFile.string.dropLast(4) + ".pem")
        for path in [file, publicFile, plainFile] where try FileSystem.status(path) != nil {
            throw SigningError.keyExists(path)
        }
        return try await GnuPGHome.with(scratch: scratch, time: creation) { home in
            _ = try await home.gpg("make a key", ["--quick-generate-key", "--", name, "rsa3072", "sign", "never"])
            let secret = try await home.gpg("export the key", ["--armor", "--export-secret-keys"])
            let open = try await home.gpg("export the public key", ["--armor", "--export"])
            let listed = SecretKeyList(try await home.gpg("list keys", SecretKeyList.arguments))
            let ring = try OpenPGPKeyring(open)
            guard let pem = ring.keys.first?.pem else { throw SigningError.failed("make a key", "no RSA key came out") }
            do throws(FileError) {
                try AtomicFile.write(open, to: publicFile)
                try AtomicFile.write(Array((pem + "\n").utf8), to: plainFile)
                try AtomicFile.write(secret, to: file, mode: 0o600)
            } catch {
                for path in [publicFile, plainFile, file] { try? FileSystem.removeFile(path) }
                throw error
            }
            return (publicFile, plainFile, listed.keys.first?.fingerprint ?? "")
        }
    }

    /// `site.key` has its public key in `site.asc`; `key.asc` in `key.asc.pub.asc`.
    package static func publicPath(of file: FilePath) -> FilePath {
        var path = file
        if file.extension == "asc" { return FilePath(file.string + ".pub.asc") }
        path.extension = "asc"
        return path
    }
}
