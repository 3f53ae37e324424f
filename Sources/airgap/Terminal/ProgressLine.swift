import AirgapCore

/// One stage as one line: name, bar, items, bytes, rate, time left.
struct ProgressLine {
    let stage: StageState

    /// The line, never longer than so many columns.
    func text(width: Int) -> String {
        let name = stage.stage + String(repeating: " ", count: max(1, 13 - stage.stage.count))
        guard let items = stage.items else {
            return String((name + stage.activity + (stage.movedBytes > 0 ? "  " + moved : "")).prefix(width))
        }
        var parts = items > 0 ? ["\(stage.doneItems)/\(items)", amount] : [amount]
        if stage.failedItems > 0 { parts.append("\(stage.failedItems) failed") }
        parts += [rate, left].compactMap { $0 }
        let tail = parts.joined(separator: "  ")
        let room = width - name.count - tail.count - 4
        let bar = room >= 10 ? "[\(bar(min(room, 30)))]  " : ""
        return String((name + bar + tail).prefix(width))
    }

    private var fraction: Double {
        if let bytes = stage.bytes, bytes > 0 { return min(1, Double(stage.movedBytes) / Double(bytes)) }
        guard let items = stage.items, items > 0 else { return 0 }
        return min(1, Double(stage.doneItems) / Double(items))
    }

    private func bar(_ width: Int) -> String {
        let full = Int(Double(width) * fraction)
        return String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    }

    private var moved: String { "\(ByteCount(stage.movedBytes))" }

    private var amount: String {
        stage.bytes.map { "\(ByteCount(stage.movedBytes)) of \(ByteCount($0))" } ?? moved
    }

    private var bytesPerSecond: Double? {
        let elapsed = ContinuousClock.now - stage.began
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return seconds > 0.5 && stage.movedBytes > 0 ? Double(stage.movedBytes) / seconds : nil
    }

    private var rate: String? { bytesPerSecond.map { "\(ByteCount(Int64($0)))/s" } }

    private var left: String? {
        guard let bytes = stage.bytes, let speed = bytesPerSecond, speed > 0, stage.movedBytes < bytes else {
            return nil
        }
        let seconds = Int(min(Double(bytes - stage.movedBytes) / speed, 359_999))
        return seconds < 60 ? "\(seconds) s left" : "\(seconds / 60) min \(seconds % 60) s left"
    }
}
