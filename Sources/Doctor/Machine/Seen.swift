/// What came of looking at a file.
enum Seen: Equatable {
    case text(String)
    /// There is none.
    case absent
    /// This user may not read it, or it is no readable file.
    case unreadable

    /// The text; nil when there is none to see.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The text without white space around it.
    var word: String? {
        text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    /// The first number in it; nil when it does not begin with one.
    var number: Int64? { word.flatMap { Int64($0.prefix { $0 != " " }) } }
}
