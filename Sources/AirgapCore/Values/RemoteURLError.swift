/// Why a text is no usable URL; each case but `credentials` carries the text seen.
package enum RemoteURLError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case unsupportedScheme(String)
    case noHost(String)
    case tooLong(String)
    /// A user or password stands in the URL; the text is not repeated.
    case credentials

    package var description: String {
        switch self {
        case .malformed(let text): "not a URL: \(Quoted(text))"
        case .unsupportedScheme(let text): "not an http or https URL: \(Quoted(text))"
        case .noHost(let text): "URL without a host: \(Quoted(text))"
        case .tooLong(let text): "URL longer than 8192 bytes: \(Quoted(text))"
        case .credentials: "a URL must not hold a user or password"
        }
    }
}
