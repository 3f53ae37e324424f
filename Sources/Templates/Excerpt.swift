/// A piece of a template made safe for a message: control characters escaped, at most 60 characters.
struct Excerpt: CustomStringConvertible {
    private let text: String

    init(_ text: some StringProtocol) {
        self.text = String(text.prefix(61))
    }

    var description: String {
        var result = "'"
        for scalar in text.unicodeScalars.prefix(60) {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + (text.unicodeScalars.count > 60 ? "…'" : "'")
    }
}
