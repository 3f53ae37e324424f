package import AirgapCore

extension RegistryClient {
    /// Gets a manifest by tag; nothing vouches for its bytes but the connection.
    ///
    /// - Parameters:
    ///   - tag: the tag.
    ///   - listed: what the tag must point to, when the user says so.
    /// - Returns: the manifest.
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`, `FileError`.
    package func manifest(tagged tag: ImageTag, listed: Digest? = nil) async throws -> FetchedManifest {
        try keep(
            try await first { route in
                let answer = try await request(tag.description, from: route)
                if let listed, answer.digest != listed {
                    throw ImageError.tagMoved(tag: tag, listed: listed, found: answer.digest)
                }
                return answer
            })
    }

    /// Gets a manifest by tag; nil when there is none, as far as can be asked.
    ///
    /// - Throws: as `manifest(tagged:listed:)`.
    func manifestIfPresent(tagged tag: ImageTag) async throws -> FetchedManifest? {
        do {
            return try await firstReachable { try await request(tag.description, from: $0) }.map(keep)
        } catch ImageError.notFound {
            return nil
        }
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
        return try keep(
            try await first { route in
                let answer = try await request(digest.description, from: route)
                if let size, answer.size != size {
                    throw ImageError.wrongSize(expected: size, received: answer.size)
                }
                return answer
            })
    }

    /// What came, not kept yet.
    private struct Answer {
        let bytes: [UInt8]
        let document: ManifestDocument
        let digest: Digest

        var size: Int64 { Int64(bytes.count) }
    }

    private func request(_ reference: String, from route: RegistryRoute) async throws -> Answer {
        let url = try route.base.appending("manifests/\(reference)")
        let answer = try await sources.metadata(
            MetadataRequest(
                .get, url, headers: [("Accept", ManifestMediaType.accept)], limit: ManifestDocument.sizeLimit,
                allowsPlainHTTP: !url.isSecure, authorizer: route.authorizer, acceptedStatus: [404]))
        guard answer.status != 404 else { throw ImageError.notFound(url: url.redacted) }
        let digest = Digest(of: answer.body)
        // Asked by digest, wrong bytes are wrong whatever the header says.
        let isAskedByDigest = reference.utf8.contains(UInt8(ascii: ":"))
        if !isAskedByDigest, let header = answer.headers["Docker-Content-Digest"], header != digest.description {
            throw ImageError.lyingDigestHeader(header: header, computed: digest)
        }
        if isAskedByDigest, digest.description != reference {
            throw ImageError.wrongDigest(expected: try Digest(reference), received: digest)
        }
        return Answer(
            bytes: answer.body,
            document: try ManifestDocument(parsing: answer.body, contentType: answer.headers["Content-Type"]),
            digest: digest)
    }

    private func keep(_ answer: Answer) throws(FileError) -> FetchedManifest {
        try store.add(answer.bytes)
        return FetchedManifest(digest: answer.digest, size: answer.size, document: answer.document)
    }
}
