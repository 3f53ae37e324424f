import AirgapCore

/// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7; the obsolete forms are not read).
struct HTTPDate: Equatable, Sendable, CustomStringConvertible {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let time: Timestamp

    init(_ time: Timestamp) {
        self.time = time
    }

    /// Reads a date; nil for everything else.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = Self.months.firstIndex(of: String(words[2])),
            words[1].utf8.count == 2, words[3].utf8.count == 4, words[4].utf8.count == 8,
            let time = Timestamp("\(words[3])-\(Self.two(month + 1))-\(words[1])T\(words[4])Z")
        else { return nil }
        self.time = time
    }

    var description: String {
        let iso = time.description
        let parts = iso.split { "-T:Z".contains($0) }
        guard parts.count == 6, let month = Int(parts[1]), (1...12).contains(month) else { return iso }
        let days = (time.seconds - Self.remainder(time.seconds, 86400)) / 86400
        let day = Int(Self.remainder(days + 4, 7))
        let clock = "\(parts[3]):\(parts[4]):\(parts[5])"
        return "\(Self.days[day]), \(parts[2]) \(Self.months[month - 1]) \(parts[0]) \(clock) GMT"
    }

    private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
