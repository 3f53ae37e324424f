/// Ends a request whose body the server no longer takes, or which it does not answer.
struct SendGuard: Sendable {
    let settings: FetchSettings
    /// Bytes of the body.
    let length: Int64

    /// Sends and watches.
    ///
    /// - Throws: `FetchError.stalled`, or what the body throws.
    func run<Result: Sendable>(
        _ url: RemoteURL, _ send: @escaping @Sendable (SendMeter) async throws -> Result
    ) async throws -> Result {
        let meter = SendMeter()
        return try await StallRace.run(url, seconds: settings.stallSeconds) {
            try await send(meter)
        } against: {
            try await wait(for: meter)
        }
    }

    /// Comes back when nothing moved for too long; the last bytes may take a server long to work on.
    private func wait(for meter: SendMeter) async throws {
        var before: Int64 = -1
        var waited: Int64 = 0
        while true {
            try await Task.sleep(for: .seconds(settings.stallSeconds))
            let now = meter.bytes
            if now != before {
                (before, waited) = (now, 0)
                continue
            }
            waited += settings.stallSeconds
            if now < length || waited >= settings.answerSeconds { return }
        }
    }
}
