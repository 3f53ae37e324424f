import TestSupport

/// Faults of a server that pass.
enum TransientFault: String, CaseIterable, Sendable {
    case unavailable, tooManyRequests, badGateway, cutTwice, reset, resetInTheMiddle, stall, drip, wrongBytesOnce
    case rangeIgnored, rangeNotSatisfiable, wrongRange, withoutLength

    /// How many answers are faulty.
    var times: Int {
        switch self {
        case .wrongBytesOnce, .stall, .drip, .withoutLength: 1
        case .rangeIgnored, .rangeNotSatisfiable, .wrongRange: 2
        default: 2
        }
    }

    func steps(_ content: [UInt8], _ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        let length = [("Content-Length", "\(content.count)"), ("ETag", "\"v1\"")]
        switch self {
        case .unavailable: return .answer(503, [("Retry-After", "0")])
        case .tooManyRequests: return .answer(429, [("Retry-After", "1")])
        case .badGateway: return .answer(502)
        case .cutTwice: return .file(content, for: request, sending: 90_000)
        case .reset: return [.reset]
        case .resetInTheMiddle: return [.head(200, length), .send(Array(content.prefix(70_000))), .pause(20), .reset]
        case .stall: return [.head(200, length), .send(Array(content.prefix(1000))), .pause(60_000)]
        case .drip:
            return [.head(200, length)]
                + (0..<600).flatMap { [.send([content[$0]]), .pause(100)] as [ScriptedServer.Step] }
        case .wrongBytesOnce: return .answer(200, [], [UInt8](repeating: 0, count: content.count))
        case .rangeIgnored:
            return request.count == 0
                ? .file(content, for: request, sending: 90_000)
                : [.head(200, length), .send(Array(content.prefix(120_000))), .close]
        case .rangeNotSatisfiable:
            return request.count == 0 ? .file(content, for: request, sending: 90_000) : .answer(416)
        case .wrongRange:
            return request.count == 0
                ? .file(content, for: request, sending: 90_000)
                : [
                    .head(206, [("Content-Range", "bytes 5-10/\(content.count)"), ("Content-Length", "6")]),
                    .send(Array(content[5...10])),
                ]
        case .withoutLength: return [.head(200, [("Connection", "close")]), .send(content), .close]
        }
    }
}
