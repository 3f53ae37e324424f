import AirgapCore

extension ProgressEvent {
    /// The stage an event belongs to.
    var stage: String {
        switch self {
        case .began(let stage, _), .expecting(let stage, _, _), .advanced(let stage, _), .finished(let stage, _, _),
            .reused(let stage, _, _), .failed(let stage, _, _), .warning(let stage, _), .detail(let stage, _),
            .ended(let stage, _):
            stage
        }
    }
}
