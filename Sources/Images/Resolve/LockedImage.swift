package import AirgapCore

/// One image as it was resolved: all that is needed to fetch it again, and to write it.
package struct LockedImage: Codable, Equatable, Sendable {
    /// The name in the site's registry.
    package let repository: RepositoryName
    package let tag: ImageTag
    /// Where it was taken from.
    package let source: ImageReference
    /// `https://host/v2/<name>`: manifests and blobs are below.
    package let base: RemoteURL
    /// What the source points to: the manifest itself, or an index.
    package let digest: Digest
    /// The manifest for the bundle's architecture.
    package let manifest: Descriptor
    package let config: Descriptor
    /// From the lowest layer up.
    package let layers: [Descriptor]

    package init(
        repository: RepositoryName, tag: ImageTag, source: ImageReference, base: RemoteURL, digest: Digest,
        manifest: Descriptor, config: Descriptor, layers: [Descriptor]
    ) {
        self.repository = repository
        self.tag = tag
        self.source = source
        self.base = base
        self.digest = digest
        self.manifest = manifest
        self.config = config
        self.layers = layers
    }

    /// `library/nginx:1.25`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }

    /// Manifest, config and layers, each as often as it is named.
    package var objects: [Descriptor] { [manifest, config] + layers }
}
