import AirgapCore

/// An image with its name, ready to be laid out.
struct StoredImage: Equatable, Sendable {
    let repository: RepositoryName
    let tag: ImageTag
    let content: ImageContent

    /// `library/nginx:1.25`, what messages call it.
    var destination: String { "\(repository):\(tag)" }

    /// Writes blobs and links; `current` is last, so that a registry that reads meanwhile never sees half an image.
    ///
    /// - Throws: `TreeError`, `FileError`, `ContentStoreError`.
    func write(to tree: inout TreeWriter) throws {
        for object in content.objects {
            try tree.add(object.digest, at: try RegistryLayout.blob(object.digest))
        }
        for blob in content.blobs {
            try link(blob.digest, at: RegistryLayout.layerLink(repository, blob.digest), in: &tree)
        }
        let top = content.top.digest
        for document in content.manifests + content.indexes.reversed() {
            try link(document.digest, at: RegistryLayout.revisionLink(repository, document.digest), in: &tree)
        }
        try link(top, at: RegistryLayout.tagIndexLink(repository, tag, top), in: &tree)
        try link(top, at: RegistryLayout.tagLink(repository, tag), in: &tree)
    }

    private func link(_ digest: Digest, at path: RelativePath, in tree: inout TreeWriter) throws {
        try tree.write(RegistryLayout.linkContent(digest), at: path)
    }
}
