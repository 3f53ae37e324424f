import AirgapCore
import Synchronization

/// Tells how many bytes of a blob went out, and takes back those of an attempt that failed.
final class SentCounter: Sendable {
    private let progress: any ProgressReporter
    private let stage: String
    private let open = Mutex<Int64>(0)

    init(progress: any ProgressReporter, stage: String) {
        self.progress = progress
        self.stage = stage
    }

    func add(_ count: Int) {
        open.withLock { $0 += Int64(count) }
        progress.report(.advanced(stage: stage, bytes: Int64(count)))
    }

    /// What went out was taken.
    func commit() { open.withLock { $0 = 0 } }

    /// What went out since the last commit was for nothing.
    func rollBack() {
        let lost = open.withLock { open in
            defer { open = 0 }
            return open
        }
        if lost > 0 { progress.report(.advanced(stage: stage, bytes: -lost)) }
    }
}
