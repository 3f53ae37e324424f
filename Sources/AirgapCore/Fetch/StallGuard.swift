/// Ends a transfer in which almost nothing arrives: a body that stops or drips would otherwise hang for ever.
struct StallGuard: Sendable {
    /// The length of the window in seconds.
    let seconds: Int64
    /// The fewest bytes that must arrive in each window.
    let bytes: Int64

    /// Runs a transfer and watches its meter.
    ///
    /// - Throws: `FetchError.stalled`, or what the transfer throws.
    func watch<Result: Sendable>(
        _ url: RemoteURL, _ transfer: @escaping @Sendable (TransferMeter) async throws -> Result
    ) async throws -> Result {
        let meter = TransferMeter()
        return try await StallRace.run(url, seconds: seconds) {
            try await transfer(meter)
        } against: {
            try await wait(for: meter)
        }
    }

    /// Comes back when a window passed with too little.
    private func wait(for meter: TransferMeter) async throws {
        var before = meter.bytes
        while true {
            try await Task.sleep(for: .seconds(seconds))
            let now = meter.bytes
            if now - before < bytes { return }
            before = now
        }
    }
}
