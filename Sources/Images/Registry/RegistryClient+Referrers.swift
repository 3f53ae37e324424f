import AirgapCore

extension RegistryClient {
    /// How many pages of referrers are read.
    private static let pageLimit = 16
    /// What registries without the API have been seen to say.
    private static let refusals: Set<Int> = [400, 401, 403, 404, 405, 406, 501]

    /// What the referrers API names for a subject (OCI distribution specification 1.1, listing referrers).
    ///
    /// - Returns: nil when the registry does not have the API.
    /// - Throws: `ImageError`, `ManifestError`, `FetchError`.
    func referrers(of subject: Digest) async throws -> [Referrer]? {
        guard !access.lacksReferrers(host) else { return nil }
        do {
            return try await firstReachable { try await referrers(of: subject, from: $0) }
        } catch ImageError.noReferrers {
            access.noteLackOfReferrers(host)
            return nil
        }
    }

    private func referrers(of subject: Digest, from route: RegistryRoute) async throws -> [Referrer] {
        var found: [Referrer] = []
        var next: RemoteURL? = try route.base.appending("referrers/\(subject)")
        for _ in 0..<Self.pageLimit {
            guard let url = next else { return found }
            let answer = try await sources.metadata(
                MetadataRequest(
                    .get, url, headers: [("Accept", ManifestMediaType.ociIndex.rawValue)],
                    limit: ManifestDocument.sizeLimit, allowsPlainHTTP: !url.isSecure, authorizer: route.authorizer,
                    acceptedStatus: Self.refusals))
            guard !Self.refusals.contains(answer.status),
                let list = try? JSONValue(parsing: answer.body)["manifests"]?.array
            else { throw ImageError.noReferrers }
            guard found.count + list.count <= AttachmentSearch.attachmentLimit else {
                throw ImageError.tooManyAttachments
            }
            for (position, entry) in list.enumerated() {
                found.append(try Referrer(entry, at: "referrers[\(position)]"))
            }
            next = try Self.next(answer.headers, after: url)
        }
        throw ImageError.tooManyAttachments
    }

    /// The next page of a list (RFC 8288): of the same origin only.
    private static func next(_ headers: HTTPHeaders, after url: RemoteURL) throws(RemoteURLError) -> RemoteURL? {
        guard let link = headers["Link"], link.contains("rel=\"next\"") || link.contains("rel=next"),
            let start = link.firstIndex(of: "<"), let end = link[start...].firstIndex(of: ">")
        else { return nil }
        let target = try url.resolving(String(link[link.index(after: start)..<end]))
        return target.origin == url.origin && target != url ? target : nil
    }
}
