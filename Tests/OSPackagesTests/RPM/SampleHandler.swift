@testable import OSPackages

/// Writes down what it is told of a document: `a{x=1;b:text}`.
struct SampleHandler: XMLHandler {
    enum Name: Int, XMLVocabulary {
        case a, b, c, x, base

        var text: String { self == .base ? "xml:base" : "\(self)" }
    }

    struct Refused: Error {}

    var log = ""

    mutating func begin(_ name: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest {
        if attributes[.x]?.string == "refuse" { throw Refused() }
        log += "\(name)"
        let values = [Name.x, .base].compactMap { attribute in
            attributes[attribute].map { "\(attribute.text)=\($0.string)" }
        }
        if !values.isEmpty { log += "(\(values.joined(separator: ",")))" }
        log += "{"
        return name == .a ? .children : name == .b ? .text : .nothing
    }

    mutating func end(_ name: Name, _ text: XMLText) {
        log += text.string + "}"
    }
}
