package import AirgapCore

/// What a token is asked for: to pull from one repository (distribution, token scope documentation).
package struct TokenScope: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The scope that a request to a registry needs; the whole registry for anything but manifests, blobs and tags.
    package init(for url: RemoteURL) {
        let parts = url.path.split(separator: "/")
        guard parts.count >= 4, parts[0] == "v2", ["manifests", "blobs", "tags"].contains(parts[parts.count - 2]) else {
            description = ""
            return
        }
        description = "repository:\(parts[1..<(parts.count - 2)].joined(separator: "/")):pull"
    }
}
