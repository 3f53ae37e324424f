import AirgapCore
import Images

extension PushConnection {
    /// Puts a manifest, its bytes as they are.
    ///
    /// - Parameters:
    ///   - manifest: what it is.
    ///   - bytes: what the bundle has.
    ///   - reference: a tag, or its own digest.
    ///   - repository: where it goes.
    /// - Returns: the registry's refusal; nil when it has the manifest now.
    /// - Throws: `PushError.otherDigest`, `FetchError`, `RegistryAuthError`.
    func put(
        _ manifest: PushManifest, _ bytes: [UInt8], as reference: String, in repository: RepositoryName
    ) async throws -> Refusal? {
        let stream = RequestStream(
            length: Int64(bytes.count),
            pieces: TransportBody {
                var left: [UInt8]? = bytes
                return TransportBody.AsyncIterator {
                    defer { left = nil }
                    return left
                }
            })
        let answer = try await ask(
            "PUT", try url(repository, "manifests/\(reference)"),
            headers: [("Content-Type", manifest.mediaType.rawValue)], stream: stream)
        guard answer.isSuccess else { return Refusal(answer) }
        try answer.check(manifest.digest)
        return nil
    }
}

extension UploadAnswer {
    /// Compares what a registry says that it has stored.
    ///
    /// - Throws: `PushError.otherDigest`.
    func check(_ expected: Digest) throws(PushError) {
        guard let header = headers["Docker-Content-Digest"], header != expected.description else { return }
        throw .otherDigest(url: url.redacted, expected: expected, header: header)
    }
}
