package import AirgapCore

/// An image in a registry: `registry[:port]/repository[:tag][@digest]` (distribution, reference grammar).
///
/// As docker has it, a reference without a registry means Docker Hub, and there a name of one component is below
/// `library/`: `nginx:1.25` is `docker.io/library/nginx:1.25`.
package struct ImageReference: Hashable, Sendable {
    package let registry: RegistryHost
    package let name: ImageName

    package init(registry: RegistryHost, name: ImageName) {
        self.registry = registry
        self.name = name
    }

    /// - Throws: `ImageReferenceError` with the text seen.
    package init(_ text: String) throws(ImageReferenceError) {
        guard !text.isEmpty else { throw .empty }
        guard !text.contains("://") else { throw .hasScheme(text) }
        let name = text.prefix { $0 != "@" }
        guard let slash = name.firstIndex(of: "/"), Self.isRegistry(text[..<slash]) else {
            try self.init(registry: RegistryHost(RegistryHost.dockerHubName), rest: text)
            return
        }
        let rest = String(text[text.index(after: slash)...])
        guard !rest.isEmpty else { throw .noRepository(text) }
        try self.init(registry: RegistryHost(String(text[..<slash])), rest: rest)
    }

    private init(registry: RegistryHost, rest: String) throws(ImageReferenceError) {
        let name = try ImageName(rest)
        guard registry.isDockerHub, !name.repository.description.contains("/") else {
            self.init(registry: registry, name: name)
            return
        }
        let repository = try RepositoryName("library/\(name.repository)")
        self.init(
            registry: registry, name: ImageName(repository: repository, tag: name.tag, digest: name.digest))
    }

    /// Whether the text before the first slash is a host and not the first part of a Docker Hub name.
    private static func isRegistry(_ text: Substring) -> Bool {
        text == "localhost" || text.contains { $0 == "." || $0 == ":" }
    }

    package var repository: RepositoryName { name.repository }
    package var tag: ImageTag? { name.tag }
    package var digest: Digest? { name.digest }

    /// The same repository with another tag and digest.
    package func with(tag: ImageTag?, digest: Digest?) -> ImageReference {
        ImageReference(registry: registry, name: ImageName(repository: repository, tag: tag, digest: digest))
    }
}

extension ImageReference: CustomStringConvertible {
    package var description: String { "\(registry)/\(name)" }
}

extension ImageReference: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
