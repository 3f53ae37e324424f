import AirgapCore

/// Why a Packages file cannot be used.
enum PackageIndexError: ExplainedError, Equatable {
    case stanzaTooLong
    case tooLarge
    /// A stanza without a name, a version, or a field that it must have.
    case incomplete(name: String)

    var description: String {
        switch self {
        case .stanzaTooLong: "a stanza is longer than \(ByteCount(Int64(StanzaReader.stanzaLimit)))"
        case .tooLarge: "the package index is too large"
        case .incomplete(let name):
            "the stanza of \(Quoted(name)) lacks its name, version, filename, size or SHA256"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
