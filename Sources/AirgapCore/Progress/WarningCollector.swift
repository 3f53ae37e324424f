import Synchronization

/// Passes events on, and keeps the warnings: a report says them again where they belong.
package final class WarningCollector: ProgressReporter {
    /// A warning with the stage that said it.
    package struct Warning: Sendable, Equatable {
        package let stage: String
        package let text: String
    }

    private let next: any ProgressReporter
    private let kept = Mutex<[Warning]>([])

    /// - Parameter next: told of everything but the warnings.
    package init(passingTo next: any ProgressReporter) {
        self.next = next
    }

    package var warnings: [Warning] { kept.withLock { $0 } }

    package func report(_ event: ProgressEvent) {
        guard case .warning(let stage, let text) = event else { return next.report(event) }
        kept.withLock { $0.append(Warning(stage: stage, text: text)) }
    }
}
