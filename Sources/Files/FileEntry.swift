import AirgapCore

/// One entry of `files.extra`, as configured.
struct FileEntry: Codable, Equatable, Sendable {
    /// Where the file comes from.
    enum Origin: Codable, Equatable, Sendable {
        case url(RemoteURL, Checksum)
        /// A path relative to the project's folder, or absolute.
        case local(String)
    }

    /// What vouches for a download.
    enum Checksum: Codable, Equatable, Sendable {
        case sha256(Digest)
        /// A checksum file: a bare digest, or `sha256sum`'s format.
        case file(RemoteURL)
    }

    let origin: Origin
    /// Where it stands below `resources/nginx/files`.
    let path: RelativePath
    let allowsPlainHTTP: Bool
    let isExecutable: Bool

    /// How messages call it.
    var name: String {
        switch origin {
        case .url(let url, _): url.redacted
        case .local(let path): path
        }
    }
}
