import AirgapCore
import Synchronization

/// Plain lines, for pipes and logs: no escape byte, one line an item.
final class LineProgress: ProgressReporter {
    private let terminal: Terminal
    private let verbose: Bool
    private let stages = Mutex<[String: StageState]>([:])

    init(terminal: Terminal, verbose: Bool) {
        self.terminal = terminal
        self.verbose = verbose
    }

    func report(_ event: ProgressEvent) {
        let line = stages.withLock { stages -> String? in
            stages[event.stage, default: StageState(stage: event.stage)].apply(event)
            return stages[event.stage].flatMap { text(event, $0) }
        }
        if let line { terminal.say(line) }
    }

    private func text(_ event: ProgressEvent, _ stage: StageState) -> String? {
        let count = "\(stage.doneItems + stage.failedItems)/\(stage.items ?? 0)"
        switch event {
        case .began(let name, let activity): return "\(name): \(activity)"
        case .finished(let name, let item, let bytes):
            guard stage.items != nil else { return verbose ? "\(name): \(item) (\(ByteCount(bytes)))" : nil }
            return "Progress: \(count) \(name): \(item) (\(ByteCount(bytes))) successful"
        case .failed(let name, let item, _):
            return (stage.items == nil ? "" : "Progress: \(count) ") + "\(name): \(item) failed"
        case .warning(let name, let text): return "warning: \(name): \(text)"
        case .ended(let name, let summary): return "\(name): \(summary)"
        case .reused(let name, let item, _):
            return verbose ? "Progress: \(count) \(name): \(item) is there already" : nil
        case .detail(let name, let text): return verbose ? "\(name): \(text)" : nil
        case .expecting, .advanced: return nil
        }
    }
}
