import AirgapCore

/// A request that is over: a line of the log, and a step of the counters.
struct RequestRecord: Sendable {
    let client: String
    let method: String
    let target: String
    let agent: String
    let kind: RequestKind
    let status: Int
    /// Bytes of the body that were sent.
    let sent: Int64
    /// Whether nothing of the body is missing.
    let isComplete: Bool
    let seconds: Double

    /// `time client "method target" status bytes seconds "agent"`, an aborted answer with a minus behind its bytes.
    func line(at time: Timestamp) -> String {
        let milliseconds = Int64(min(seconds, 1e9) * 1000)
        let fraction = String(1000 + milliseconds % 1000).dropFirst()
        return "\(time) \(client) \"\(Self.plain(method)) \(Self.plain(target))\" \(status) "
            + "\(sent)\(isComplete ? "" : "-") \(milliseconds / 1000).\(fraction) \"\(Self.plain(agent))\"\n"
    }

    /// What a client sends can hold anything; nothing of it ends a line, or a text in it.
    private static func plain(_ text: String) -> String {
        text.unicodeScalars.prefix(1000).reduce(into: "") { result, scalar in
            if scalar.value > 0x20, scalar.value < 0x7F, scalar != "\"", scalar != "\\" {
                result.unicodeScalars.append(scalar)
            } else if scalar == " " {
                result += " "
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }
}
