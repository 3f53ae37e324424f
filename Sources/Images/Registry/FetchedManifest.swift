package import AirgapCore

/// A manifest whose bytes are in the store.
package struct FetchedManifest: Equatable, Sendable {
    package let digest: Digest
    /// Bytes.
    package let size: Int64
    package let document: ManifestDocument

    package init(digest: Digest, size: Int64, document: ManifestDocument) {
        self.digest = digest
        self.size = size
        self.document = document
    }

    /// What an index would say about it.
    var descriptor: Descriptor {
        Descriptor(mediaType: document.mediaType.rawValue, digest: digest, size: size)
    }
}
