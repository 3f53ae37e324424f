import AirgapCore

/// Why a file is no usable .deb.
enum DebArchiveError: ExplainedError, Equatable {
    case notDeb
    case noControl
    /// A field of the control file is not what the lock says.
    case differs(field: String, expected: String, found: String)

    var description: String {
        switch self {
        case .notDeb: "not a .deb file"
        case .noControl: "the .deb file has no control file"
        case .differs(let field, let expected, let found):
            "\(field) in the .deb file is \(Quoted(found)), expected \(Quoted(expected))"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
