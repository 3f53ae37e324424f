/// Lets a transfer run against a watcher: whichever ends first decides.
enum StallRace {
    /// Runs both.
    ///
    /// - Parameters:
    ///   - url: what is transferred, for the message.
    ///   - seconds: how long nothing moved, for the message.
    ///   - transfer: is cancelled when the watcher ends first.
    ///   - watch: comes back when too little moved for too long.
    /// - Returns: what the transfer gives.
    /// - Throws: `FetchError.stalled`, or what the transfer throws.
    static func run<Result: Sendable>(
        _ url: RemoteURL, seconds: Int64, _ transfer: @escaping @Sendable () async throws -> Result,
        against watch: @escaping @Sendable () async throws -> Void
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await transfer() }
            group.addTask {
                try await watch()
                return nil
            }
            defer { group.cancelAll() }
            guard let result = try await group.next().flatMap({ $0 }) else {
                throw FetchError.stalled(url: url.redacted, seconds: seconds)
            }
            return result
        }
    }
}
