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
    /// What the source points to, and the site's tag too: the manifest itself, or an index.
    package let digest: Digest
    /// The indexes that lead to the manifests, the outermost first; their bytes are kept, so some may name what is absent.
    package let indexes: [Descriptor]
    /// The manifest for the bundle's architecture first.
    package let manifests: [LockedManifest]
    /// What the indexes name and is left out on purpose; nil when nothing is.
    package let absent: [LockedAbsence]?
    /// What refers to the image; nil when nothing does.
    package let attachments: [LockedAttachment]?

    package init(
        repository: RepositoryName, tag: ImageTag, source: ImageReference, base: RemoteURL, documents: TakenDocuments,
        attachments: [LockedAttachment] = []
    ) {
        self.repository = repository
        self.tag = tag
        self.source = source
        self.base = base
        digest = documents.top
        indexes = documents.indexes
        manifests = documents.manifests
        absent = documents.absent.isEmpty ? nil : documents.absent
        self.attachments = attachments.isEmpty ? nil : attachments
    }

    /// `library/nginx:1.25`, what messages call it.
    package var destination: String { "\(repository):\(tag)" }

    /// Everything that must be in the store, each as often as it is named.
    package var objects: [Descriptor] {
        indexes + manifests.flatMap(\.objects) + (attachments ?? []).flatMap(\.objects)
    }
}
