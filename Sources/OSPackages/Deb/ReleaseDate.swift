import AirgapCore

/// The dates of a Release file: `Sat, 09 Aug 2025 09:23:32 UTC` (RFC 822 form, always UTC).
enum ReleaseDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// Reads a date; nil when the text is none.
    static func parse(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), ["UTC", "GMT", "+0000", "Z"].contains(words[5]),
            let day = number(words[1], 1...31), let month = months.firstIndex(of: String(words[2])),
            let year = number(words[3], 1970...9999)
        else { return nil }
        let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], 0...23), let minute = number(clock[1], 0...59),
            let second = number(clock[2], 0...60)
        else { return nil }
        let days = days(year: year, month: month + 1, day: day)
        return Timestamp(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// Writes a date.
    static func text(of time: Timestamp) -> String {
        let seconds = max(0, min(time.seconds, 253_402_300_799))
        let date = civil(days: seconds / 86400)
        let rest = seconds % 86400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
        let weekday = weekdays[Int(seconds / 86400 % 7)]
        return "\(weekday), \(twoDigits(date.day)) \(months[Int(date.month - 1)]) \(date.year) \(clock) UTC"
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
        guard text.utf8.count <= 4, let value = Int64(text), range.contains(value) else { return nil }
        return value
    }

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Days since 1970-01-01 of a date of the Gregorian calendar, years counted from March.
    private static func days(year: Int64, month: Int, day: Int64) -> Int64 {
        let shifted = year - (month <= 2 ? 1 : 0)
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * Int64(month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days`.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
