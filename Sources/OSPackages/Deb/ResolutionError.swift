import AirgapCore

/// Why the requested packages have no closure.
enum ResolutionError: ExplainedError, Equatable {
    /// A requested name that no repository has, with the names nearest to it.
    struct Missing: Equatable, Sendable {
        let name: String
        let near: [String]
    }

    /// Every requested name that does not exist.
    case missing([Missing])
    /// A purely virtual name that several packages provide.
    case ambiguous(name: String, providers: [String])
    /// A pin that no version matches.
    case noVersion(request: String, available: [String])
    /// Two pins of one name that mean different versions.
    case twoPins(name: String, versions: [String])
    /// A dependency that nothing satisfies; the chain leads from the request to the package that has it.
    case unsatisfiable(chain: [String], dependency: String, reason: String)
    /// Requests, or a request and what it needs, exclude each other; the reasons in words.
    case notTogether(String)
    /// A dependency field that cannot be read.
    case unreadable(package: String, field: String)

    var description: String {
        switch self {
        case .missing(let names):
            "no repository of this target has " + names.map(Self.describe).joined(separator: "; ")
        case .ambiguous(let name, let providers):
            "\(Quoted(name)) is a virtual package, name one that provides it: \(providers.joined(separator: ", "))"
        case .noVersion(let request, let available):
            "no version matches \(Quoted(request)), there is \(available.joined(separator: ", "))"
        case .twoPins(let name, let versions):
            "\(Quoted(name)) is pinned to different versions: \(versions.joined(separator: ", "))"
        case .unsatisfiable(let chain, let dependency, let reason):
            "\(chain.joined(separator: " -> ")) needs \(dependency): \(reason)"
        case .notTogether(let reason): reason
        case .unreadable(let package, let field): "\(package): not a dependency: \(Quoted(field))"
        }
    }

    var exitCode: ExitCode { .badConfiguration }

    private static func describe(_ missing: Missing) -> String {
        let near = missing.near.map { "'\($0)'" }.joined(separator: ", ")
        return "\(Quoted(missing.name))" + (near.isEmpty ? "" : " (near: \(near))")
    }
}
