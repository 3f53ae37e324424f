import AirgapCore

/// Why requested rpm packages cannot be had.
enum RPMRequestError: ExplainedError, Equatable {
    /// A requested name that no repository has, with the names nearest to it.
    struct Missing: Equatable, Sendable {
        let name: String
        let near: [String]
    }

    /// Every requested name that does not exist.
    case missing([Missing])
    /// A capability that packages of several names provide.
    case ambiguous(name: String, providers: [String])
    /// A pin that no version matches.
    case noVersion(request: String, available: [String])
    /// Nothing that satisfies all; in words.
    case unsolvable(String)

    var description: String {
        switch self {
        case .missing(let names):
            "no repository of this target has " + names.map(Self.describe).joined(separator: "; ")
        case .ambiguous(let name, let providers):
            "\(Quoted(name)) is provided by several packages, name one: \(providers.joined(separator: ", "))"
        case .noVersion(let request, let available):
            "no version matches \(Quoted(request)), there is \(available.joined(separator: ", "))"
        case .unsolvable(let reason): reason
        }
    }

    var exitCode: ExitCode { .badConfiguration }

    private static func describe(_ missing: Missing) -> String {
        let near = missing.near.map { "'\($0)'" }.joined(separator: ", ")
        return "\(Quoted(missing.name))" + (near.isEmpty ? "" : " (near: \(near))")
    }
}
