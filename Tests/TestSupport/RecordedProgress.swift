package import AirgapCore
import Synchronization

/// Remembers every event of a run.
package final class RecordedProgress: ProgressReporter {
    private let log = Mutex<[ProgressEvent]>([])

    package init() {}

    package func report(_ event: ProgressEvent) { log.withLock { $0.append(event) } }

    package var events: [ProgressEvent] { log.withLock { $0 } }

    /// The texts of all warnings.
    package var warnings: [String] {
        events.compactMap { if case .warning(_, let text) = $0 { text } else { nil } }
    }

    /// Bytes that came over the network.
    package var movedBytes: Int64 {
        events.reduce(0) { if case .advanced(_, let bytes) = $1 { $0 + bytes } else { $0 } }
    }
}
