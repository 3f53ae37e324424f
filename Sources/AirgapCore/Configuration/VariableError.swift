/// Why a text with `{{ variables }}` cannot be filled in.
package enum VariableError: Error, Equatable, CustomStringConvertible {
    /// No such variable; `near` is what was probably meant. `chain` leads from the text to it.
    case unknown(String, near: String?, chain: [String])
    /// A variable needs itself; the chain ends where it began.
    case cycle([String])
    /// Something other than `{{ name }}` stands between the braces.
    case unsupported(String)
    case unclosed(String)
    case tooLong

    package var description: String {
        switch self {
        case .unknown(let name, let near, let chain):
            "unknown variable \(Quoted(name))" + (near.map { ", did you mean '\($0)'?" } ?? "") + Self.via(chain)
        case .cycle(let chain): "the variables need each other: \(chain.joined(separator: " -> "))"
        case .unsupported(let text): "unsupported expression \(Quoted(text)): only {{ variable }} is"
        case .unclosed(let text): "'{{' without '}}' in \(Quoted(text))"
        case .tooLong: "the filled-in text is longer than 1 MiB"
        }
    }

    private static func via(_ chain: [String]) -> String {
        chain.isEmpty ? "" : " (through \(chain.joined(separator: " -> ")))"
    }
}
