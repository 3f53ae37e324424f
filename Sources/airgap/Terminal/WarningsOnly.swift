import AirgapCore

/// `--quiet`: warnings are still said, because they are about the result.
struct WarningsOnly: ProgressReporter {
    func report(_ event: ProgressEvent) {
        if case .warning(let stage, let text) = event { Terminal.shared.say("warning: \(stage): \(text)") }
    }
}
