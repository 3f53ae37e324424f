/// Runs an attempt again as the retry policy says.
package struct Retrier: Sendable {
    let policy: RetryPolicy
    let pacing: HostPacing

    /// One attempt's failure, and whether it got further than the one before.
    package struct Failure: Error {
        /// What went wrong.
        package let error: FetchError
        /// What `Retry-After` asked for, in seconds.
        var serverSeconds: Int64?
        /// Whose pause it is.
        let authority: String
        /// An attempt that got further does not count as a failure in a row.
        package var gotFurther = false

        package init(
            error: FetchError, serverSeconds: Int64? = nil, authority: String, gotFurther: Bool = false
        ) {
            self.error = error
            self.serverSeconds = serverSeconds
            self.authority = authority
            self.gotFurther = gotFurther
        }
    }

    /// - Parameter attempt: throws `Failure` for what may be tried again; everything else ends it.
    /// - Returns: what the attempt gives.
    /// - Throws: `FetchError`, or whatever else the attempt throws.
    func run<Result>(_ attempt: () async throws -> Result) async throws -> Result {
        var failures = 0
        while true {
            do {
                return try await attempt()
            } catch let failure as Failure {
                failures = failure.gotFurther ? 1 : failures + 1
                try await pause(after: failure, failures: failures)
            }
            try Task.checkCancellation()
        }
    }

    private func pause(after failure: Failure, failures: Int) async throws {
        let decision = policy.decide(
            failure.error, attempt: failures, serverSeconds: failure.serverSeconds, jitter: .random(in: 0...1))
        guard case .retry(let milliseconds) = decision else { throw Self.final(failure, policy) }
        if failure.serverSeconds != nil { await pacing.pause(failure.authority, milliseconds: milliseconds) }
        try await Task.sleep(for: .milliseconds(milliseconds))
    }

    private static func final(_ failure: Failure, _ policy: RetryPolicy) -> FetchError {
        if let seconds = failure.serverSeconds, seconds > policy.longestServerSeconds,
            case .status(_, let url, let status, _) = failure.error
        {
            return .comeBackLater(url: url, status: status, seconds: seconds)
        }
        return failure.error
    }
}

extension Retrier.Failure {
    /// The failure of an answer that is no success.
    init(_ response: TransportResponse, method: String, url: RemoteURL, detail: String? = nil, now: Timestamp) {
        self.init(status: response.status, response.headers, method: method, url: url, detail: detail, now: now)
    }

    init(
        status: Int, _ headers: HTTPHeaders, method: String, url: RemoteURL, detail: String?, now: Timestamp
    ) {
        self.init(
            error: .status(method: method, url: url.redacted, status: status, detail: detail),
            serverSeconds: headers["Retry-After"].flatMap { RetryAfter.seconds($0, now: now) },
            authority: url.authority)
    }
}
