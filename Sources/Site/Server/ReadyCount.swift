import Synchronization

/// Calls something once, when so many others are ready.
final class ReadyCount: Sendable {
    private let left: Atomic<Int>
    private let action: @Sendable () -> Void

    init(_ count: Int, _ action: @escaping @Sendable () -> Void) {
        left = Atomic(count)
        self.action = action
    }

    func countDown() {
        if left.subtract(1, ordering: .relaxed).newValue == 0 { action() }
    }
}
