/// The version of a pin: exact, or with `*` and `?` as a shell has them.
struct VersionPattern: Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ text: String) {
        description = text
    }

    /// Whether a version, epoch included, is meant.
    func matches(_ version: String) -> Bool {
        let pattern = Array(description.utf8)
        let text = Array(version.utf8)
        var position = 0
        var reached = 0
        var star: (pattern: Int, text: Int)?
        while reached < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, reached)
                position += 1
            } else if position < pattern.count, Self.equal(pattern[position], text[reached]) {
                position += 1
                reached += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                position = last.pattern + 1
                reached = last.text + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func equal(_ pattern: UInt8, _ byte: UInt8) -> Bool {
        pattern == byte || pattern == UInt8(ascii: "?")
    }
}
