import AirgapCore

/// Why a package cannot be looked for in a target.
enum PackageTargetError: ExplainedError, Equatable {
    case unknown(String, known: [String])
    /// No target is named, and there is more than one.
    case several([String])
    /// Files cannot be taken out of the packages of this family.
    case noFiles(PackageFamily)

    var description: String {
        switch self {
        case .unknown(let id, let known):
            "no target \(Quoted(id)); there are \(known.map { Quoted($0).description }.joined(separator: ", "))"
        case .several(let known):
            "say of which target: \(known.map { Quoted($0).description }.joined(separator: ", "))"
        case .noFiles(let family): "files are taken out of packages of deb targets only, not of \(family.rawValue)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
