/// Text from outside made safe for a message: control characters escaped, at most 200 characters.
package struct Quoted: CustomStringConvertible {
    private let text: String

    /// Wraps a text of any origin.
    package init(_ text: some StringProtocol) {
        self.text = String(text.prefix(201))
    }

    package var description: String {
        var result = "'"
        for scalar in text.unicodeScalars.prefix(200) {
            result += Self.isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return result + (text.unicodeScalars.count > 200 ? "…'" : "'")
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}
