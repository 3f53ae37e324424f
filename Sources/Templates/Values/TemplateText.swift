/// A text that may hold `{{ }}`, `{% %}` and `{# #}`, with its name and place.
package struct TemplateText: Hashable, Sendable {
    /// The variable that it is the value of, `downloads.etcd.url`; empty for a text that is no variable's value.
    package let name: String
    package let source: String
    /// Where its first character stands.
    package let place: TemplatePlace

    /// - Parameters:
    ///   - source: the text.
    ///   - name: the variable that it is the value of; empty for none.
    ///   - place: where its first character stands.
    package init(_ source: String, name: String = "", place: TemplatePlace = TemplatePlace()) {
        self.name = name
        self.source = source
        self.place = place
    }

    /// Whether anything in a text has to be evaluated.
    package static func isTemplate(_ text: some StringProtocol) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == UInt8(ascii: "{") {
                switch byte {
                case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return true
                default: break
                }
            }
            previous = byte
        }
        return false
    }
}
