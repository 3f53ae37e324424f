package import AirgapCore

/// What a path of a registry's storage stands for; the reverse of `RegistryLayout`.
package enum RegistryPath: Hashable, Sendable {
    case blob(Digest)
    case layerLink(RepositoryName, Digest)
    case revisionLink(RepositoryName, Digest)
    case tagLink(RepositoryName, ImageTag)
    case tagIndexLink(RepositoryName, ImageTag, Digest)

    /// Reads a path below the bundle's top folder; nil for everything that a registry's storage does not have.
    package init?(_ path: RelativePath) {
        guard let found = Self.blob(path.description) ?? Self.link(path.description) else { return nil }
        self = found
    }

    private static func blob(_ path: String) -> RegistryPath? {
        guard path.hasPrefix(RegistryLayout.blobs + "/") else { return nil }
        let parts = path.dropFirst(RegistryLayout.blobs.count + 1).split(separator: "/").map(String.init)
        guard parts.count == 4, parts[0] == "sha256", parts[3] == "data", let digest = try? Digest(hex: parts[2]),
            parts[1] == parts[2].prefix(2)
        else { return nil }
        return .blob(digest)
    }

    private static func link(_ path: String) -> RegistryPath? {
        guard path.hasPrefix(RegistryLayout.repositories + "/"), path.hasSuffix("/link") else { return nil }
        let parts = path.dropFirst(RegistryLayout.repositories.count + 1).split(separator: "/").map(String.init)
        // No component of a repository's name begins with an underscore.
        guard let mark = parts.firstIndex(where: { $0.hasPrefix("_") }),
            let repository = try? RepositoryName(parts[..<mark].joined(separator: "/"))
        else { return nil }
        let rest = Array(parts[mark...].dropLast())
        if rest.count == 3, rest[0] == "_layers" { return digest(rest).map { .layerLink(repository, $0) } }
        guard rest.count >= 4, rest[0] == "_manifests" else { return nil }
        if rest.count == 4, rest[1] == "revisions" { return digest(rest).map { .revisionLink(repository, $0) } }
        guard rest[1] == "tags", let tag = try? ImageTag(rest[2]) else { return nil }
        if rest.count == 4, rest[3] == "current" { return .tagLink(repository, tag) }
        guard rest.count == 6, rest[3] == "index" else { return nil }
        return digest(rest).map { .tagIndexLink(repository, tag, $0) }
    }

    /// The digest in the last two parts, `sha256` and the hexadecimal digits.
    private static func digest(_ parts: [String]) -> Digest? {
        guard parts.count >= 2, parts[parts.count - 2] == "sha256" else { return nil }
        return try? Digest(hex: parts[parts.count - 1])
    }
}
