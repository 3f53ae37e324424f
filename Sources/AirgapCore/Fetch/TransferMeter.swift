import Synchronization

/// Counts the bytes of one transfer, for the guard that watches it.
final class TransferMeter: Sendable {
    private let count = Atomic<Int64>(0)

    /// Bytes so far.
    var bytes: Int64 { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        count.add(Int64(bytes), ordering: .relaxed)
    }
}
