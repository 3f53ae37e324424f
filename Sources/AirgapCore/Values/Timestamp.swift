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

    /// Reads `2026-01-31T12:00:00Z`, that form only.
    package init?(_ text: String) {
        guard text.utf8.count == 20 else { return nil }
        let fields = text.utf8.split(omittingEmptySubsequences: false) { !(48...57).contains($0) }
            .compactMap { $0.count <= 4 ? Int64(Substring($0)) : nil }
        guard fields.count == 6 else { return nil }
        let day = Self.day(year: fields[0], month: fields[1], day: fields[2])
        seconds = day * 86400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
        // What is no date, or written differently, does not come back.
        guard description == text else { return nil }
    }

    /// `2026-01-31T12:00:00Z`.
    package var description: String {
        let time = (seconds % 86400 + 86400) % 86400
        let (year, month, day) = Self.date(seconds < 0 ? (seconds + 1) / 86400 - 1 : seconds / 86400)
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let clock = [time / 3600, time / 60 % 60, time % 60].map { Self.padded($0, 2) }
        return "\(date)T\(clock.joined(separator: ":"))Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar. A year that begins in March has its leap day last, and
    /// 400 years have 146,097 days.
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let months = year * 12 + month - 3
        let year = months / 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (months % 12 * 153 + 2) / 5 + day - 719_469
    }

    /// The date that is so many days after 1970-01-01.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let since = days + 719_468
        let era = (since >= 0 ? since : since - 146_096) / 146_097
        let day = since - era * 146_097
        let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
        let rest = day - (year * 365 + year / 4 - year / 100)
        let month = (rest * 5 + 2) / 153
        let isNext: Int64 = month < 10 ? 0 : 1
        return (era * 400 + year + isNext, month + 3 - isNext * 12, rest - (month * 153 + 2) / 5 + 1)
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
