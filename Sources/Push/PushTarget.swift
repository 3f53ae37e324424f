import AirgapCore
package import Images

/// Where images go: a registry, and a project in it that all repositories are put below.
package struct PushTarget: Sendable, Equatable {
    package let registry: RegistryHost
    /// `team/mirror`; nil when repositories keep their names.
    package let project: RepositoryName?
    /// Whether `https://` was written, which holds on loopback too.
    package let isSecure: Bool

    /// Reads `REGISTRY[/PROJECT]`; `https://` may stand before it.
    ///
    /// - Throws: `PushTargetError`.
    package init(_ text: String) throws(PushTargetError) {
        guard !text.hasPrefix("http://") else { throw .plainScheme(text) }
        isSecure = text.hasPrefix("https://")
        var rest = isSecure ? text.dropFirst(8) : text[...]
        while rest.hasSuffix("/") { rest.removeLast() }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        do {
            registry = try RegistryHost(parts.first.map(String.init) ?? "")
            project = parts.count == 2 ? try RepositoryName(String(parts[1])) : nil
        } catch {
            throw .malformed(text, error)
        }
    }

    /// The repository of the registry that a repository of the bundle becomes.
    ///
    /// - Throws: `ImageReferenceError` when the name gets too long.
    package func repository(for name: RepositoryName) throws(ImageReferenceError) -> RepositoryName {
        guard let project else { return name }
        return try RepositoryName("\(project)/\(name)")
    }
}

extension PushTarget: CustomStringConvertible {
    package var description: String { "\(registry)" + (project.map { "/\($0)" } ?? "") }
}
