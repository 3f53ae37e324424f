/// Whoever listens to a run: a terminal, a log, a test.
package protocol ProgressReporter: Sendable {
    /// Takes one event; called from any task, so it must be quick and thread-safe.
    func report(_ event: ProgressEvent)
}
