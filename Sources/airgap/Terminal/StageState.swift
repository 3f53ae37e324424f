import AirgapCore

/// What is known of one stage while it runs.
struct StageState {
    let stage: String
    var activity = ""
    var items: Int?
    var bytes: Int64?
    var doneItems = 0
    var failedItems = 0
    var doneBytes: Int64 = 0
    var movedBytes: Int64 = 0
    var began = ContinuousClock.now

    init(stage: String) {
        self.stage = stage
    }

    /// Takes an event of this stage.
    mutating func apply(_ event: ProgressEvent) {
        switch event {
        case .began(_, let activity): self = StageState(stage: stage, activity: activity)
        case .expecting(_, let items, let bytes):
            self = StageState(stage: stage, activity: activity)
            self.items = items
            self.bytes = bytes
        case .advanced(_, let bytes): movedBytes += bytes
        case .finished(_, _, let bytes): (doneItems, doneBytes) = (doneItems + 1, doneBytes + bytes)
        case .reused(_, _, let bytes):
            doneItems += 1
            doneBytes += bytes
            movedBytes += bytes
        case .failed: failedItems += 1
        case .warning, .detail, .ended: break
        }
    }

    private init(stage: String, activity: String) {
        self.stage = stage
        self.activity = activity
    }
}
