/// Asks for something small, again as the retry policy says.
struct MetadataExchange: Sendable {
    let requester: Requester
    let retrier: Retrier
    let settings: FetchSettings

    /// Asks until there is an answer.
    ///
    /// - Throws: `FetchError`, `CancellationError`, or what the authorizer throws.
    func answer(to request: MetadataRequest, through sources: any SourceAccess) async throws -> MetadataAnswer {
        let call = Requester.Call(
            method: request.method.rawValue, url: request.url, headers: request.headers, body: request.body,
            authorizer: request.authorizer, allowsPlainHTTP: request.allowsPlainHTTP)
        return try await retrier.run {
            do {
                return try await answer(to: call, request, sources)
            } catch let error as FetchError {
                throw Retrier.Failure(error: error, authority: request.url.authority)
            }
        }
    }

    private func answer(
        to call: Requester.Call, _ request: MetadataRequest, _ sources: any SourceAccess
    ) async throws -> MetadataAnswer {
        let (response, url) = try await requester.send(call, through: sources)
        guard (200...299).contains(response.status) || request.acceptedStatus.contains(response.status) else {
            let detail = await ErrorDetail.read(response.body)
            throw Retrier.Failure(response, method: call.method, url: url, detail: detail, now: .now())
        }
        guard request.method != .head else {
            return MetadataAnswer(status: response.status, headers: response.headers, body: [], url: url)
        }
        let body = try await StallGuard(seconds: settings.stallSeconds, bytes: 1).watch(url) { meter in
            try await Self.collect(response, url, limit: request.limit, meter)
        }
        return MetadataAnswer(status: response.status, headers: response.headers, body: body, url: url)
    }

    /// Reads a whole body that must be small.
    static func collect(
        _ response: TransportResponse, _ url: RemoteURL, limit: Int, _ meter: TransferMeter
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in response.body {
            guard bytes.count + chunk.count <= limit else {
                throw FetchError.tooLarge(url: url.redacted, limit: Int64(limit))
            }
            bytes += chunk
            meter.add(chunk.count)
        }
        if let length = response.headers["Content-Length"].flatMap({ Int64($0) }), length != Int64(bytes.count) {
            throw FetchError.truncated(url: url.redacted, expected: length, received: Int64(bytes.count))
        }
        return bytes
    }
}
