import Doctor

/// What `airgap doctor` prints: a line for each thing that was looked at, commands below, and the sums.
struct DoctorText {
    private static let stateWidth = 8
    private static let topicWidth = 14

    let report: DoctorReport
    /// Columns.
    let width: Int

    var text: String { (report.checks.flatMap(lines) + ["", sums]).joined(separator: "\n") }

    private func lines(_ check: DoctorCheck) -> [String] {
        let indent = Self.stateWidth + Self.topicWidth
        let room = max(30, min(width, 120) - indent)
        let topic = Self.padded(check.state.rawValue, Self.stateWidth) + Self.padded(check.topic, Self.topicWidth)
        let blank = String(repeating: " ", count: indent)
        let fact = Self.wrapped(check.fact, room).enumerated().map { ($0 == 0 ? topic : blank) + $1 }
        // A command stays on one line: it is there to be copied.
        return fact + (check.state == .ok ? [] : check.command.map { [blank + "$ " + $0] } ?? [])
    }

    private var sums: String {
        let ok = report.count(.ok)
        let rest = [
            (report.count(.fix), "to fix"), (report.count(.note), "to note"), (report.count(.unseen), "not seen"),
        ]
        return (["\(ok) ok"] + rest.filter { $0.0 > 0 }.map { "\($0) \($1)" }).joined(separator: ", ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func wrapped(_ text: String, _ room: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.isEmpty ? [""] : lines
    }
}
