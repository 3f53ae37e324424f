package import AirgapCore

extension RegistryClient {
    /// Gets a manifest by tag; nothing vouches for its bytes but the connection.
    ///
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`, `FileError`.
    package func manifest(tagged tag: ImageTag) async throws -> FetchedManifest {
        try await request(tag.description)
    }

    /// Gets a manifest by digest; one that is in the store is not asked for.
    ///
    /// - Parameters:
    ///   - digest: what its bytes must hash to.
    ///   - size: bytes, when a verified document told.
    /// - Returns: the manifest.
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`, `FileError`.
    package func manifest(_ digest: Digest, size: Int64? = nil) async throws -> FetchedManifest {
        if let size, size > Int64(ManifestDocument.sizeLimit) { throw ManifestError.tooLarge(Int(clamping: size)) }
        if try store.contains(digest, size: size) {
            let bytes = try store.read(digest, limit: ManifestDocument.sizeLimit)
            return FetchedManifest(
                digest: digest, size: Int64(bytes.count), document: try ManifestDocument(parsing: bytes))
        }
        let manifest = try await request(digest.description, expecting: digest)
        if let size, manifest.size != size { throw ImageError.wrongSize(expected: size, received: manifest.size) }
        return manifest
    }

    private func request(_ reference: String, expecting expected: Digest? = nil) async throws -> FetchedManifest {
        let url = try base.appending("manifests/\(reference)")
        let answer = try await sources.metadata(
            MetadataRequest(
                .get, url, headers: [("Accept", ManifestMediaType.accept)], limit: ManifestDocument.sizeLimit,
                allowsPlainHTTP: !url.isSecure, authorizer: authorizer, acceptedStatus: [404]))
        guard answer.status != 404 else { throw ImageError.notFound(url: url.redacted) }
        let digest = Digest(of: answer.body)
        if let expected, expected != digest { throw ImageError.wrongDigest(expected: expected, received: digest) }
        if let header = answer.headers["Docker-Content-Digest"], header != digest.description {
            throw ImageError.lyingDigestHeader(header: header, computed: digest)
        }
        let document = try ManifestDocument(parsing: answer.body, contentType: answer.headers["Content-Type"])
        try store.add(answer.body)
        return FetchedManifest(digest: digest, size: Int64(answer.body.count), document: document)
    }
}
