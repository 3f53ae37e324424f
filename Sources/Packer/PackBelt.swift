import Dispatch
import Synchronization

/// Hands the slots round: the reader fills them, compressors make their members, the writer takes these in the order in
/// which the slots were filled, and the reader gets them back. Who has nothing to do waits, on a thread of its own.
final class PackBelt: Sendable {
    private struct State {
        var free: [PackSlot]
        /// Full slots and their numbers, the first one first.
        var full: ArraySlice<(number: Int, slot: PackSlot)> = []
        /// Slots with a member, by their numbers.
        var made: [Int: PackSlot] = [:]
        var filledCount = 0
        var writtenCount = 0
        var isEnded = false
        var isStopped = false
    }

    private let state: Mutex<State>
    private let jobs: Int
    /// One signal for each slot that may be taken, and one for each who must not wait any more.
    private let hasFree = DispatchSemaphore(value: 0)
    private let hasFull = DispatchSemaphore(value: 0)
    private let hasMade = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - slots: how many chunks are in memory at once; at least two.
    ///   - jobs: how many compressors take full slots.
    init(slots: Int, jobs: Int) {
        state = Mutex(State(free: (0..<slots).map { _ in PackSlot() }))
        self.jobs = jobs
        for _ in 0..<slots { hasFree.signal() }
    }

    /// Whether everybody is to stop.
    var isStopped: Bool { state.withLock(\.isStopped) }

    /// Lets nobody wait any more: the archive will not be finished.
    func stop() {
        state.withLock { $0.isStopped = true }
        hasFree.signal()
        for _ in 0..<jobs { hasFull.signal() }
        hasMade.signal()
    }

    /// An empty slot, for the reader; nil after `stop`.
    func takeFree() -> PackSlot? {
        hasFree.wait()
        return state.withLock { $0.isStopped ? nil : $0.free.popLast() }
    }

    /// The reader has filled the next slot.
    func put(full slot: PackSlot) {
        state.withLock {
            $0.full.append(($0.filledCount, slot))
            $0.filledCount += 1
        }
        hasFull.signal()
    }

    /// The reader has read everything.
    func endReading() {
        state.withLock { $0.isEnded = true }
        for _ in 0..<jobs { hasFull.signal() }
        hasMade.signal()
    }

    /// A full slot and its number, for a compressor; nil when none will come.
    func takeFull() -> (number: Int, slot: PackSlot)? {
        hasFull.wait()
        return state.withLock { $0.isStopped ? nil : $0.full.popFirst() }
    }

    /// A compressor has made the member of the slot with this number.
    func put(made slot: PackSlot, _ number: Int) {
        state.withLock { $0.made[number] = slot }
        hasMade.signal()
    }

    /// The next slot in order, for the writer; nil when none will come.
    func takeMade() -> PackSlot? {
        while true {
            let (next, isLast) = state.withLock { state -> (PackSlot?, Bool) in
                if state.isStopped { return (nil, true) }
                guard let next = state.made.removeValue(forKey: state.writtenCount) else {
                    return (nil, state.isEnded && state.writtenCount == state.filledCount)
                }
                state.writtenCount += 1
                return (next, false)
            }
            if next != nil || isLast { return next }
            hasMade.wait()
        }
    }

    /// The writer is done with a slot.
    func giveBack(_ slot: PackSlot) {
        slot.reset()
        state.withLock { $0.free.append(slot) }
        hasFree.signal()
    }
}
