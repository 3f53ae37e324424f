/// Puts libsolv's form of a relation, `a >= 1 | b`, into Debian's, `a (>= 1) | b`.
enum DebRelationText {
    static func deb(_ text: String) -> String {
        text.split(separator: " | ").map { alternative in
            let words = alternative.split(separator: " ")
            guard words.count == 3 else { return String(alternative) }
            let comparison = words[1] == "<" ? "<<" : words[1] == ">" ? ">>" : words[1]
            return "\(words[0]) (\(comparison) \(words[2]))"
        }
        .joined(separator: " | ")
    }
}
