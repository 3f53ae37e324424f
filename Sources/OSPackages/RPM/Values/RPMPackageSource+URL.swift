import AirgapCore

extension RPMPackageSource {
    /// The URL of the package file.
    ///
    /// - Parameter repository: the repository's own URL, which counts where the location has no base.
    /// - Returns: the URL, percent-encoded.
    /// - Throws: `RelativePathError` for a location that leads elsewhere, or `RemoteURLError`.
    func url(in repository: RemoteURL) throws -> RemoteURL {
        try RepositoryLocation(href: location, base: base).url(in: repository)
    }
}
