/// Remembers which hosts asked for a pause, so that no request of the run disturbs them before it is over.
actor HostPacing {
    private var resumeTimes: [String: ContinuousClock.Instant] = [:]

    /// Waits until a host may be asked again.
    ///
    /// - Throws: `CancellationError`.
    func waitForTurn(_ authority: String) async throws {
        while let time = resumeTimes[authority], time > .now {
            try await Task.sleep(until: time, clock: .continuous)
        }
    }

    /// Takes note that a host wants to be left alone.
    func pause(_ authority: String, milliseconds: Int64) {
        let time = ContinuousClock.now + .milliseconds(milliseconds)
        resumeTimes[authority] = max(resumeTimes[authority] ?? time, time)
    }
}
