import AirgapCore

/// A text of the machine made safe for a line: control characters escaped, bounded, without quotes around it.
struct PlainText: CustomStringConvertible {
    let description: String

    init(_ text: some StringProtocol) {
        description = String("\(Quoted(text))".dropFirst().dropLast())
    }
}
