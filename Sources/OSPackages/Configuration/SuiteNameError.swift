import AirgapCore

/// A suite or component that cannot stand in a URL; carries the text seen.
struct SuiteNameError: Error, Equatable, CustomStringConvertible {
    let text: String

    var description: String {
        "\(Quoted(text)) may hold letters, digits, '-', '.', '_', '+', '~' and '/' only"
    }
}
