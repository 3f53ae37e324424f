import AirgapCore

/// A `location` element: a path below the repository, or below the `xml:base` beside it.
struct RepositoryLocation: Sendable, Equatable {
    /// A path with no way out of its root; `./` before it is left out.
    let path: RelativePath
    /// An http or https URL, as written, or nil.
    let base: RemoteURL?

    /// - Throws: `RelativePathError` or `RemoteURLError`.
    init(href: String, base: String?) throws {
        path = try RelativePath(href.hasPrefix("./") ? String(href.dropFirst(2)) : href)
        // Some writers put the attribute there without a value, or with a path of their own machine.
        self.base = try base.flatMap { $0.isEmpty ? nil : $0 }.map(RemoteURL.init)
    }

    /// The URL in a repository.
    ///
    /// - Throws: `RemoteURLError`.
    func url(in repository: RemoteURL) throws(RemoteURLError) -> RemoteURL {
        try (base ?? repository).appending(PercentEncoding.encode(path: path.description))
    }
}
