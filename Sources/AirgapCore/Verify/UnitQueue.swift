import Synchronization

/// Units that wait to be read; one job takes from it, or several.
final class UnitQueue: Sendable {
    private let waiting: Mutex<ArraySlice<UnitPass>>

    init(_ passes: [UnitPass]) {
        waiting = Mutex(passes[...])
    }

    /// The next unit, nobody else's from now on.
    func next() -> UnitPass? { waiting.withLock { $0.popFirst() } }
}
