/// Why a template cannot be evaluated, with its place and the variables that led there.
package struct TemplateError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    package enum Cause: Equatable, Sendable {
        /// No such variable; `near` is what was probably meant.
        case unknown(String, near: String?)
        /// A key, attribute, or element that is not there; the text says which, and of what.
        case missing(String)
        /// A variable needs itself; the names end where they began.
        case cycle([String])
        /// Not a sentence of the language.
        case syntax(String)
        /// A sentence of Jinja that this engine does not know.
        case unsupported(String)
        /// An operation that its operands do not allow.
        case failed(String)
        /// The text that came out is longer than allowed, in bytes.
        case tooLong(Int)
        case tooDeep
        case tooManySteps
    }

    /// A variable on the way from the text to the fault.
    package struct Link: Equatable, Sendable {
        package let name: String
        /// Where its text begins.
        package let place: TemplatePlace
    }

    package internal(set) var cause: Cause
    /// Where the fault is: in the text itself, or in that of the chain's last variable.
    package let place: TemplatePlace
    /// Where the text itself led to it.
    package internal(set) var origin: TemplatePlace
    /// The variables on the way, in order.
    package let chain: [Link]

    /// Whether it is something that is not there, which `default` and `is defined` deal with.
    var isUndefined: Bool {
        switch cause {
        case .unknown, .missing: true
        default: false
        }
    }

    /// The same error, with what an unknown variable was probably meant to be, as `nearest` gives it.
    package func suggesting(_ nearest: (String) -> String?) -> TemplateError {
        guard case .unknown(let name, near: nil) = cause else { return self }
        var copy = self
        copy.cause = .unknown(name, near: nearest(name))
        return copy
    }

    package var description: String { "\(cause)" + via }

    private var via: String {
        guard let last = chain.last else { return "" }
        var names = chain.dropLast().map { "\($0.name)" + Self.at($0.place) }
        names.append("\(last.name)" + Self.at(place))
        return " (through \(names.joined(separator: " -> ")))"
    }

    private static func at(_ place: TemplatePlace) -> String { place.file.isEmpty ? "" : " at \(place)" }
}

extension TemplateError.Cause: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let near):
            "unknown variable \(Excerpt(name))" + (near.map { ", did you mean '\($0)'?" } ?? "")
        case .missing(let text), .failed(let text): text
        case .cycle(let names): "the variables need each other: \(names.joined(separator: " -> "))"
        case .syntax(let text): "not a template: \(text)"
        case .unsupported(let text): "unsupported: \(text)"
        case .tooLong(let bytes): "the filled-in text is longer than \(bytes) bytes"
        case .tooDeep: "the template nests too deep"
        case .tooManySteps: "the template takes too many steps"
        }
    }
}
