import Dispatch
import Synchronization

/// Hands values from a thread that makes them to the caller's thread, a few at a time: both work at once, and neither gets
/// far ahead.
final class Conveyor<Value: Sendable>: Sendable {
    private struct State {
        var values: [Value] = []
        var ending: Result<Void, any Error>?
        var isStopped = false
    }

    /// The one who takes has given up.
    private struct Stopped: Error {}

    private let state = Mutex(State())
    /// Begins at 0 and is raised: a semaphore that ends below its beginning ends the process.
    private let room = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)

    private init(capacity: Int) {
        for _ in 0..<capacity { room.signal() }
    }

    /// Runs both sides.
    ///
    /// - Parameters:
    ///   - capacity: how many values may wait.
    ///   - make: runs on another thread, and passes each value on.
    ///   - use: runs here, and asks for the next value; nil after the last one.
    /// - Returns: what `use` gives.
    /// - Throws: what either side throws; the other one is ended.
    static func run<Result>(
        capacity: Int, make: @escaping @Sendable ((Value) throws -> Void) throws -> Void,
        use: (_ next: () throws -> Value?) throws -> Result
    ) throws -> Result {
        let conveyor = start(capacity: capacity, make: make)
        defer { conveyor.stop() }
        return try use(conveyor.next)
    }

    /// Begins with the making; whoever starts it must stop it.
    static func start(
        capacity: Int, make: @escaping @Sendable ((Value) throws -> Void) throws -> Void
    ) -> Conveyor {
        let conveyor = Conveyor(capacity: capacity)
        // A queue of its own gets a thread at once; the global one waits for a free core.
        DispatchQueue(label: "conveyor").async {
            conveyor.end(Swift.Result { try make(conveyor.put) })
        }
        return conveyor
    }

    private func put(_ value: Value) throws {
        room.wait()
        let isStopped = state.withLock { state in
            state.values.append(value)
            return state.isStopped
        }
        if isStopped { throw Stopped() }
        ready.signal()
    }

    /// The next value, as soon as it is made; nil after the last one.
    ///
    /// - Throws: what `make` threw.
    func next() throws -> Value? {
        ready.wait()
        let (value, ending) = state.withLock { state in
            (state.values.isEmpty ? nil : state.values.removeFirst(), state.ending)
        }
        if let value {
            room.signal()
            return value
        }
        // Whoever asks once more gets the same answer.
        ready.signal()
        try ending?.get()
        return nil
    }

    private func end(_ result: Swift.Result<Void, any Error>) {
        state.withLock { $0.ending = result }
        ready.signal()
    }

    /// Ends the making, if it goes on.
    func stop() {
        state.withLock { $0.isStopped = true }
        room.signal()
    }
}
