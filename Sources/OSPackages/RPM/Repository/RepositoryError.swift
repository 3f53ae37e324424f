import AirgapCore

/// Why a repository is not used.
enum RepositoryError: ExplainedError {
    /// Neither a key nor `trusted: true`.
    case noKey
    /// The list of mirrors has no http or https mirror.
    case noMirrors
    /// There is no repomd.xml.asc, and this repository's entry asks for it.
    case unsigned(String)
    /// repomd.xml is none of those that the metalink vouches for.
    case notInMetalink(String, expected: [Digest], received: Digest)
    /// A file of the repository that cannot be read or trusted.
    case unusable(String, any Error)
    /// What was wrong with each mirror.
    case noGoodMirror([any Error])

    var description: String {
        switch self {
        case .noKey: "no key is given: set gpgkey, or 'trusted: true' to take it without any signature"
        case .noMirrors: "the list of mirrors names no http or https mirror"
        case .unsigned(let url): "\(url): repomd.xml.asc is missing, and this repository's metadata must be signed"
        case .notInMetalink(let url, let expected, let received):
            "\(url): not what the metalink vouches for: expected \(Self.list(expected)), received \(received)"
        case .unusable(let url, let cause): "\(url): \(cause)"
        case .noGoodMirror(let errors):
            "none of \(errors.count) mirrors could be used: " + errors.map { "\($0)" }.joined(separator: "; ")
        }
    }

    private static func list(_ digests: [Digest]) -> String {
        let names = digests.prefix(2).map(\.description).joined(separator: " or ")
        return digests.count > 2 ? names + " or \(digests.count - 2) older ones" : names
    }

    var exitCode: ExitCode {
        switch self {
        case .noKey: .badConfiguration
        case .noMirrors, .unsigned, .notInMetalink: .unavailable
        case .unusable(_, let cause): (cause as? any ExplainedError)?.exitCode ?? .unavailable
        case .noGoodMirror(let errors):
            errors.contains { ($0 as? any ExplainedError)?.exitCode == .tryAgain } ? .tryAgain : .unavailable
        }
    }
}
