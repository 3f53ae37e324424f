/// Asks whether something can be had, and how large it is, without fetching it.
package struct SourceProbe: Sendable {
    private let sources: any SourceAccess

    package init(_ sources: any SourceAccess) {
        self.sources = sources
    }

    /// Asks for the head; a server that refuses `HEAD` is asked for the first byte.
    ///
    /// - Parameters:
    ///   - url: where it should be.
    ///   - headers: extra request headers.
    ///   - authorizer: who adds credentials, if anyone.
    /// - Returns: its size in bytes, or nil when the server does not tell.
    /// - Throws: `FetchError`, or what the authorizer throws.
    package func size(
        of url: RemoteURL, headers: HTTPHeaders = [], authorizer: (any RequestAuthorizer)? = nil
    ) async throws -> Int64? {
        let head = try await sources.metadata(
            MetadataRequest(
                .head, url, headers: headers, allowsPlainHTTP: true, authorizer: authorizer,
                acceptedStatus: [403, 405, 501]))
        if (200...299).contains(head.status) {
            return head.headers["Content-Length"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        var first = headers
        first.set("Range", "bytes=0-0")
        do {
            let answer = try await sources.metadata(
                MetadataRequest(
                    .get, url, headers: first, limit: 1 << 16, allowsPlainHTTP: true, authorizer: authorizer))
            guard answer.status == 206 else { return Int64(answer.body.count) }
            return answer.headers["Content-Range"].flatMap { ContentRange($0) }?.total
        } catch FetchError.tooLarge {
            // It knows no ranges either, but it began to send.
            return nil
        }
    }

    /// Asks each address until one has it.
    ///
    /// - Returns: its size in bytes, or nil when the server does not tell.
    /// - Throws: the first address's `FetchError`.
    package func size(
        ofAny urls: [RemoteURL], headers: HTTPHeaders = [], authorizers: [any RequestAuthorizer] = []
    ) async throws -> Int64? {
        var first: FetchError?
        for url in urls {
            do {
                let authorizer = authorizers.first { $0.origin == url.origin }
                return try await size(of: url, headers: headers, authorizer: authorizer)
            } catch let error as FetchError {
                first = first ?? error
            }
        }
        if let first { throw first }
        return nil
    }
}
