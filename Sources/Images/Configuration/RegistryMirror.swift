import AirgapCore

/// A registry that has another one's images: `mirror.example:5000`, or `harbor.example/docker-proxy` where they are below a
/// prefix.
package struct RegistryMirror: Hashable, Sendable {
    package let host: RegistryHost
    /// What stands before a repository's name there: empty, or `docker-proxy/`.
    package let prefix: String

    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard case .registry(let host, let prefix) = try ImageSource(text) else { throw .badRegistry(text) }
        self.host = host
        self.prefix = prefix
    }

    /// A repository's name there.
    ///
    /// - Throws: `ImageReferenceError` when it becomes too long.
    package func name(of repository: RepositoryName) throws(ImageReferenceError) -> RepositoryName {
        try RepositoryName(prefix + repository.description)
    }
}
