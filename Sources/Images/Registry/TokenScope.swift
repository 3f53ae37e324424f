package import AirgapCore

/// What a token is asked for: to pull from one repository (distribution, token scope documentation).
package struct TokenScope: Hashable, Sendable, CustomStringConvertible {
    private static let actions: Set<Substring> = ["manifests", "blobs", "tags", "referrers"]

    /// The repository; nil for the registry as a whole.
    package let repository: RepositoryName?

    /// The scope that a request to a registry needs; the whole registry for anything but manifests, blobs, tags and
    /// referrers.
    package init(for url: RemoteURL) {
        let parts = url.path.split(separator: "/")
        guard parts.count >= 4, parts[0] == "v2", Self.actions.contains(parts[parts.count - 2]) else {
            repository = nil
            return
        }
        repository = try? RepositoryName(parts[1..<(parts.count - 2)].joined(separator: "/"))
    }

    package var description: String { repository.map { "repository:\($0):pull" } ?? "" }
}
