import FoundationEssentials

/// A point in time in whole seconds since 1970-01-01T00:00:00Z, written as ISO 8601 in UTC.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since the epoch.
    package let seconds: Int64

    /// - Parameter seconds: seconds since the epoch.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The machine's clock.
    package static func now() -> Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    }

    /// Reads `2026-01-31T12:00:00Z`.
    package init?(_ text: String) {
        guard let date = try? Date.ISO8601FormatStyle().parse(text) else { return nil }
        seconds = Int64(date.timeIntervalSince1970)
    }

    /// `2026-01-31T12:00:00Z`.
    package var description: String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
