import AirgapCore
import Synchronization

/// Draws one line a running stage on a terminal, at most ten times a second.
final class LiveProgress: ProgressReporter {
    private struct State {
        var stages: [StageState] = []
        var drawn = ContinuousClock.now - .seconds(1)
    }

    private let terminal: Terminal
    private let state = Mutex(State())

    init(terminal: Terminal) {
        self.terminal = terminal
    }

    func report(_ event: ProgressEvent) {
        state.withLock { state in
            switch event {
            case .ended(let stage, let summary):
                state.stages.removeAll { $0.stage == stage }
                terminal.say("\(stage): \(summary)")
                draw(&state, always: true)
            case .warning(let stage, let text):
                terminal.say("warning: \(stage): \(text)")
                draw(&state, always: true)
            case .failed(let stage, let item, _):
                update(&state, event)
                terminal.say("\(stage): \(item): failed")
                draw(&state, always: true)
            case .detail: break
            case .began, .expecting:
                update(&state, event)
                draw(&state, always: true)
            default:
                update(&state, event)
                draw(&state, always: false)
            }
        }
    }

    private func update(_ state: inout State, _ event: ProgressEvent) {
        if let index = state.stages.firstIndex(where: { $0.stage == event.stage }) {
            state.stages[index].apply(event)
        } else {
            var stage = StageState(stage: event.stage)
            stage.apply(event)
            state.stages.append(stage)
        }
    }

    private func draw(_ state: inout State, always: Bool) {
        guard always || ContinuousClock.now - state.drawn > .milliseconds(100) else { return }
        state.drawn = .now
        let width = terminal.width - 1
        terminal.draw(state.stages.map { ProgressLine(stage: $0).text(width: width) })
    }
}
