import AirgapCore

/// A text that is no priority; carries the text seen.
struct NumberError: Error, Equatable, CustomStringConvertible {
    let text: String

    var description: String { "expected a whole number from -10000 to 10000, found \(Quoted(text))" }
}
