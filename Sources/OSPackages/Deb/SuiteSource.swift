import AirgapCore

/// One suite to read: where it is, and whose signature it must bear.
struct SuiteSource: Sendable {
    /// The archive's root.
    let url: RemoteURL
    /// A name below `dists/`, or a path that ends in `/`.
    let suite: String
    let components: [String]
    /// nil when the user takes it without a signature.
    let keyring: Keyring?
    let priority: Int
    let checksDate: Bool

    /// What messages call it.
    var label: String { "\(url.redacted) \(suite)" }

    /// A repository without the `dists` folder and without components.
    var isFlat: Bool { suite.hasSuffix("/") }

    /// The URL of a file of the suite.
    ///
    /// - Throws: `RemoteURLError`.
    func file(_ path: String) throws(RemoteURLError) -> RemoteURL {
        if isFlat { return try url.appending(suite == "/" ? path : suite + path) }
        return try url.appending("dists/\(suite)/\(path)")
    }

    /// The URL of a package file, from the `Filename` field.
    ///
    /// - Throws: `RelativePathError` for a path that leads elsewhere, or `RemoteURLError`.
    func package(_ filename: String) throws -> RemoteURL {
        let path = try RelativePath(filename.hasPrefix("./") ? String(filename.dropFirst(2)) : filename)
        return try url.appending(PercentEncoding.encode(path: path.description))
    }
}
