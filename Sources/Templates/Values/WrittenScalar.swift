/// A YAML 1.1 scalar without quotes that means a bool or a number, with the text as it was written.
///
/// `nginx_version: 1.20` prints `1.20`, and `enabled: no` is false.
package struct WrittenScalar: Sendable {
    package let text: String
    /// A bool, an integer or a float.
    let typed: TemplateValue

    private init(_ text: String, _ typed: TemplateValue) {
        self.text = text
        self.typed = typed
    }

    /// A bool as a template wrote it, `True` or `False`.
    static func bool(_ flag: Bool, text: String) -> TemplateValue { .written(WrittenScalar(text, .bool(flag))) }

    /// Reads a scalar without quotes as YAML 1.1 does (https://yaml.org/type/): none, bool, decimal number or text.
    /// Octal, hexadecimal and sexagesimal numbers, and numbers too large, stay texts.
    package static func value(of text: String) -> TemplateValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .none
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return bool(true, text: text)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return bool(false, text: text)
        default: break
        }
        if let number = Int(text), String(number) == text { return .written(WrittenScalar(text, .integer(number))) }
        if isDecimal(text), let number = Double(text) { return .written(WrittenScalar(text, .float(number))) }
        return .string(text)
    }

    /// `[-]digits.digits`.
    private static func isDecimal(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
    }
}
