import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
            .compactMap { $0.count <= 4 ? Int32(Substring($0)) : nil }
        guard fields.count == 6 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (fields[0] - 1900, fields[1] - 1, fields[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (fields[3], fields[4], fields[5])
        seconds = Int64(timegm(&parts))
        // What is no date, or written differently, does not come back.
        guard description == text else { return nil }
    }

    /// `2026-01-31T12:00:00Z`. The C library's calendar: Foundation's brings time zones and languages along.
    package var description: String {
        var (time, parts) = (time_t(seconds), tm())
        guard gmtime_r(&time, &parts) != nil else { return (seconds < 0 ? Self.first : Self.last).description }
        let date = [(Int(parts.tm_year) + 1900, 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
        let clock = [(Int(parts.tm_hour), 2), (Int(parts.tm_min), 2), (Int(parts.tm_sec), 2)]
        return "\(Self.text(date, "-"))T\(Self.text(clock, ":"))Z"
    }

    /// What stands for times whose year no calendar has: 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
    private static let first = Timestamp(seconds: -62_167_219_200)
    private static let last = Timestamp(seconds: 253_402_300_799)

    private static func text(_ fields: [(number: Int, width: Int)], _ separator: String) -> String {
        fields.map { number, width in
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }.joined(separator: separator)
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
