package import AirgapCore

/// Why a text is no image reference; each case carries the text seen.
package enum ImageReferenceError: Error, Equatable, CustomStringConvertible {
    case empty
    /// `https://…`: neither a reference nor a registry has a scheme.
    case hasScheme(String)
    case badRegistry(String)
    case badPort(String)
    /// Nothing stands where the repository should be.
    case noRepository(String)
    case upperCaseRepository(String)
    case badRepository(String)
    /// More than 255 characters.
    case repositoryTooLong(String)
    /// 64 hexadecimal digits: an image id, which no registry knows.
    case imageIdentifier(String)
    case emptyTag(String)
    case badTag(String)
    /// More than 128 characters.
    case tagTooLong(String)
    case badDigest(DigestError)
    /// Neither tag nor digest where one is needed.
    case noTagOrDigest(String)
    /// A digest where none is allowed.
    case digestNotAllowed(String)

    package var description: String {
        switch self {
        case .empty: "empty image reference"
        case .hasScheme(let text): "no scheme belongs before an image or a registry: \(Quoted(text))"
        case .badRegistry(let text): "not a registry host: \(Quoted(text))"
        case .badPort(let text): "not a port from 1 to 65535: \(Quoted(text))"
        case .noRepository(let text): "no repository in \(Quoted(text))"
        case .upperCaseRepository(let text): "a repository name must be lower case: \(Quoted(text))"
        case .badRepository(let text): "not a repository name: \(Quoted(text))"
        case .repositoryTooLong(let text): "a repository name longer than 255 characters: \(Quoted(text))"
        case .imageIdentifier(let text): "an image id, not a repository name: \(Quoted(text))"
        case .emptyTag(let text): "nothing behind ':' in \(Quoted(text))"
        case .badTag(let text): "not a tag: \(Quoted(text)), expected letters, digits, '_', '.', '-'"
        case .tagTooLong(let text): "a tag longer than 128 characters: \(Quoted(text))"
        case .badDigest(let error): "\(error)"
        case .noTagOrDigest(let text): "neither tag nor digest in \(Quoted(text)); write ':latest' when that is meant"
        case .digestNotAllowed(let text): "a digest is not allowed here: \(Quoted(text))"
        }
    }
}
