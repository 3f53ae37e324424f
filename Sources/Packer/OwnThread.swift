import Dispatch

/// Runs an actor's jobs on a queue of its own. What waits for the disk, or computes for long, does not keep one of the few
/// threads that all tasks share.
final class OwnThread: SerialExecutor {
    private let queue: DispatchQueue

    /// - Parameter name: for debuggers.
    init(_ name: String) {
        queue = DispatchQueue(label: name)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
