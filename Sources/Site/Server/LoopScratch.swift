import NIOCore
import NIOPosix
import Synchronization

/// A buffer that all connections of an event loop use in turn; so the lock never waits.
final class LoopScratch: Sendable {
    private static let known = ThreadSpecificVariable<LoopScratch>()

    /// The one of this thread.
    static var current: LoopScratch {
        if let scratch = known.currentValue { return scratch }
        let scratch = LoopScratch()
        known.currentValue = scratch
        return scratch
    }

    let buffer = Mutex(ByteBuffer())
}
