/// Decides whether and when a failed request is made again; a pure function of its input.
package struct RetryPolicy: Sendable, Equatable {
    /// What to do after a failure.
    package enum Decision: Sendable, Equatable {
        /// Wait this many milliseconds, then try again.
        case retry(afterMilliseconds: Int64)
        case giveUp
    }

    /// How often a request is made at most without getting further.
    package var attempts = 5
    /// Milliseconds before the second attempt; each later pause doubles.
    package var baseMilliseconds: Int64 = 500
    /// The longest pause of our own choice, in milliseconds.
    package var longestMilliseconds: Int64 = 30_000
    /// The longest pause that a server may ask for, in seconds.
    package var longestServerSeconds: Int64 = 120

    package init() {}

    /// - Parameters:
    ///   - error: what went wrong.
    ///   - attempt: how many attempts have failed in a row, from 1.
    ///   - serverSeconds: what the server's `Retry-After` asked for, in seconds.
    ///   - jitter: a random number from 0 to 1; a pause is between half and all of its nominal length.
    /// - Returns: the decision.
    package func decide(_ error: FetchError, attempt: Int, serverSeconds: Int64?, jitter: Double) -> Decision {
        guard attempt < limit(for: error) else { return .giveUp }
        if let serverSeconds {
            return serverSeconds <= longestServerSeconds ? .retry(afterMilliseconds: serverSeconds * 1000) : .giveUp
        }
        let doublings = min(attempt - 1, 16)
        let nominal = min(longestMilliseconds, baseMilliseconds << Int64(doublings))
        let share = 0.5 + 0.5 * min(max(jitter, 0), 1)
        return .retry(afterMilliseconds: Int64(Double(nominal) * share))
    }

    /// How often a failure of this kind is worth an attempt.
    private func limit(for error: FetchError) -> Int {
        switch error {
        case .transport, .refused, .stalled, .truncated, .badRange: attempts
        case .status(_, _, let status, _): [408, 425, 429, 500, 502, 503, 504].contains(status) ? attempts : 1
        // Wrong bytes once may be a broken cache on the way; wrong bytes twice are what the server has.
        case .wrongDigest, .wrongChecksum, .wrongSize: 2
        default: 1
        }
    }
}
