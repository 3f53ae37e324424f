import AirgapCore
import Images

extension PushConnection {
    /// What a tag points to; nil when there is no such tag.
    ///
    /// - Throws: `PushError`, `FetchError`, `RegistryAuthError`.
    func digest(of tag: ImageTag, in repository: RepositoryName) async throws -> Digest? {
        let url = try url(repository, "manifests/\(tag)")
        let head = try await ask("HEAD", url, headers: [("Accept", ManifestMediaType.accept)])
        if head.status == 404 { return nil }
        if head.isSuccess, let text = head.headers["Docker-Content-Digest"], let digest = try? Digest(text) {
            return digest
        }
        // A head has no words, and some registries leave the digest out.
        let answer = try await ask("GET", url, headers: [("Accept", ManifestMediaType.accept)])
        if answer.status == 404 { return try missing(answer, repository) }
        guard answer.isSuccess else { throw Refusal(answer).error(repository, at: target) }
        return Digest(of: answer.body)
    }

    private func missing(_ answer: UploadAnswer, _ repository: RepositoryName) throws -> Digest? {
        let error = Refusal(answer).error(repository, at: target)
        if case PushError.missingProject = error { throw error }
        return nil
    }

    /// Whether a repository has a manifest.
    ///
    /// - Throws: `FetchError`, `RegistryAuthError`.
    func has(manifest digest: Digest, in repository: RepositoryName) async throws -> Bool {
        let url = try url(repository, "manifests/\(digest)")
        return try await ask("HEAD", url, headers: [("Accept", ManifestMediaType.accept)]).isSuccess
    }

    /// Whether a repository has a blob.
    ///
    /// - Throws: `PushError.damagedThere`, `FetchError`, `RegistryAuthError`.
    func has(_ blob: PushBlob, in repository: RepositoryName) async throws -> Bool {
        let answer = try await ask("HEAD", try url(repository, "blobs/\(blob.digest)"))
        guard answer.isSuccess else { return false }
        if let length = answer.headers["Content-Length"].flatMap({ Int64($0) }), length != blob.size {
            throw PushError.damagedThere(url: answer.url.redacted, expected: blob.size, found: length)
        }
        return true
    }
}
