/// A value of the template language: Python's, as far as kubespray's files need them.
package enum TemplateValue: Sendable {
    /// `none`, and a YAML value where nothing is written.
    case none
    case bool(Bool)
    case integer(Int)
    case float(Double)
    case string(String)
    /// A YAML scalar without quotes that is no text: it prints as it was written, and counts as what it means.
    indirect case written(WrittenScalar)
    case list([TemplateValue])
    case mapping(TemplateMapping)
    /// A value that is a template itself: evaluated when it is used, and not before.
    case deferred(TemplateText)
    /// What is not there; an error unless `default` or `is defined` deals with it.
    case undefined(TemplateUndefined)

    /// A scalar of a YAML file.
    ///
    /// - Parameters:
    ///   - source: its text, with name and place.
    ///   - isPlain: whether it stands without quotes.
    package init(scalar source: TemplateText, isPlain: Bool) {
        if TemplateText.isTemplate(source.source) {
            self = .deferred(source)
        } else if isPlain {
            self = WrittenScalar.value(of: source.source)
        } else {
            self = .string(source.source)
        }
    }

    /// What Python calls it, for messages.
    package var kindName: String {
        switch self {
        case .none: "none"
        case .bool: "a bool"
        case .integer, .float: "a number"
        case .string, .deferred: "a text"
        case .written(let scalar): scalar.typed.kindName
        case .list: "a list"
        case .mapping: "a mapping"
        case .undefined: "undefined"
        }
    }

    /// The same value with a written scalar as what it means.
    var typed: TemplateValue {
        if case .written(let scalar) = self { return scalar.typed }
        return self
    }

    /// The text of a value that is one: a string, or a scalar as it was written.
    var text: String? {
        switch self {
        case .string(let text): text
        case .written(let scalar): scalar.text
        default: nil
        }
    }

    /// The whole number that it is; Python's bools are numbers.
    var wholeNumber: Int? {
        switch typed {
        case .integer(let number): number
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }

    /// The number that it is.
    var number: Double? {
        if case .float(let number) = typed { return number }
        return wholeNumber.map { Double($0) }
    }
}
