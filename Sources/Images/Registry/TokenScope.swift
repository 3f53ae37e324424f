package import AirgapCore

/// What a token is asked for: to pull from one repository, or to push to it (distribution, token scope documentation).
package struct TokenScope: Hashable, Sendable, CustomStringConvertible {
    private static let actions: Set<Substring> = ["manifests", "blobs", "tags", "referrers"]

    /// What is to be done with a repository; the text is the scope's own.
    package enum Access: String, Sendable {
        case pull
        case push = "pull,push"
    }

    /// The repository; nil for the registry as a whole.
    package let repository: RepositoryName?
    package let access: Access

    /// The scope that a request to a registry needs; the whole registry for anything but manifests, blobs, tags and
    /// referrers.
    package init(for url: RemoteURL, _ access: Access = .pull) {
        self.access = access
        var parts = url.path.split(separator: "/")
        // An upload's own address has one part more than the place where uploads begin.
        if parts.count >= 5, parts[parts.count - 3] == "blobs", parts[parts.count - 2] == "uploads" {
            parts.removeLast()
        }
        guard parts.count >= 4, parts[0] == "v2", Self.actions.contains(parts[parts.count - 2]) else {
            repository = nil
            return
        }
        repository = try? RepositoryName(parts[1..<(parts.count - 2)].joined(separator: "/"))
    }

    package var description: String {
        repository.map { "repository:\($0):\(access.rawValue)" } ?? ""
    }

    /// What to ask a token service for, given what a challenge asks for: whoever pushes takes the right to push at once, and
    /// what else the challenge names, such as the repository that a blob is mounted from.
    package func asking(for challenged: String?) -> String {
        guard access == .push, let repository else { return challenged ?? description }
        let others = (challenged ?? "").split(separator: " ").filter { !$0.hasPrefix("repository:\(repository):") }
        return ([Substring(description)] + others).joined(separator: " ")
    }
}
