/// Sends bodies of any size to servers; credentials, redirects and pauses are as the fetcher has them.
///
/// It fetches nothing: as a `SourceAccess` it serves authorizers on their way to a token service.
package struct UploadClient: SourceAccess {
    /// The largest answer that is taken, in bytes: a manifest.
    package static let answerLimit = 4 << 20

    private let requester: Requester
    private let retrier: Retrier
    private let settings: FetchSettings

    /// - Parameters:
    ///   - transport: sends single requests.
    ///   - settings: limits, retries.
    package init(transport: any HTTPTransport, settings: FetchSettings) {
        let pacing = HostPacing()
        requester = Requester(transport: transport, settings: settings, pacing: pacing)
        retrier = Retrier(policy: settings.retry, pacing: pacing)
        self.settings = settings
    }

    /// Runs attempts until one succeeds or the policy gives up.
    ///
    /// - Parameter attempt: throws `Retrier.Failure` for what may be tried again.
    /// - Returns: what the attempt gives.
    /// - Throws: `FetchError`, or whatever else the attempt throws.
    package func retrying<Result>(_ attempt: () async throws -> Result) async throws -> Result {
        try await retrier.run(attempt)
    }

    /// Sends a request once.
    ///
    /// - Returns: the answer, whatever its status.
    /// - Throws: `Retrier.Failure` when there is no answer, `CancellationError`, or what the authorizer or the body's
    ///   source throws.
    package func send(_ request: UploadRequest) async throws -> UploadAnswer {
        do {
            guard let stream = request.stream else { return try await answer(to: request, nil) }
            let watch = SendGuard(settings: settings, length: stream.length)
            return try await watch.run(request.url) { meter in
                try await answer(to: request, meter.metered(stream))
            }
        } catch let error as FetchError {
            throw Retrier.Failure(error: error, authority: request.url.authority)
        }
    }

    private func answer(to request: UploadRequest, _ stream: RequestStream?) async throws -> UploadAnswer {
        let call = Requester.Call(
            method: request.method, url: request.url, headers: request.headers, stream: stream,
            authorizer: request.authorizer, allowsPlainHTTP: request.allowsPlainHTTP)
        let (response, url) = try await requester.send(call, through: self)
        var body: [UInt8] = []
        if request.method != "HEAD" {
            body = try await StallGuard(seconds: settings.stallSeconds, bytes: 1).watch(url) { meter in
                try await MetadataExchange.collect(response, url, limit: Self.answerLimit, meter)
            }
        }
        return UploadAnswer(
            method: request.method, status: response.status, headers: response.headers, body: body, url: url)
    }

    package func metadata(_ request: MetadataRequest) async throws -> MetadataAnswer {
        try await MetadataExchange(requester: requester, retrier: retrier, settings: settings)
            .answer(to: request, through: self)
    }

    package func fetch(_ items: [FetchItem]) async throws {
        throw FetchError.transport(items.first?.name ?? "", "nothing is fetched here")
    }

    package func fetchUnknown(_ item: UnknownItem) async throws -> ArrivedItem {
        throw FetchError.transport(item.name, "nothing is fetched here")
    }
}
