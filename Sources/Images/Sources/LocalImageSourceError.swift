package import AirgapCore

/// Why a text names no archive or folder with images.
package enum LocalImageSourceError: ExplainedError, Equatable {
    case unknownKind(String)
    case noPath(String)
    case badReference(String)
    /// A folder cannot be fetched.
    case noURL(String)
    case badURL(RemoteURLError)
    /// Nothing would vouch for what a URL gives.
    case noDigest(String)
    /// A file of the user's own needs no digest.
    case digestOfPath(String)

    package var description: String {
        switch self {
        case .unknownKind(let text):
            "\(Quoted(text)) names no source of images; there are "
                + LocalImageSource.Kind.allCases.map { $0.rawValue + ":" }.joined(separator: ", ")
        case .noPath(let text): "\(Quoted(text)) has no path"
        case .badReference(let text): "\(Quoted(text)): nothing usable stands behind the path"
        case .noURL(let text): "\(Quoted(text)): only archives can be fetched, not folders"
        case .badURL(let error): "\(error)"
        case .noDigest(let text): "\(Quoted(text)): a URL needs 'sha256' beside it"
        case .digestOfPath(let text): "\(Quoted(text)): 'sha256' is for URLs"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
