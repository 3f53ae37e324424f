import AirgapCore

/// Why a package cannot be looked for in a target.
enum PackageTargetError: ExplainedError, Equatable {
    case unknown(String, known: [String])
    /// No target is named, and there is more than one.
    case several([String])

    var description: String {
        switch self {
        case .unknown(let id, let known):
            "no target \(Quoted(id)); there are \(known.map { Quoted($0).description }.joined(separator: ", "))"
        case .several(let known):
            "say of which target: \(known.map { Quoted($0).description }.joined(separator: ", "))"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
