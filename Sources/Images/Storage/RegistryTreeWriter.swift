package import AirgapCore

/// Writes images into a registry's storage.
package struct RegistryTreeWriter: Sendable {
    package init() {}

    /// Writes every blob once, then the links of each image and of what refers to it.
    ///
    /// - Throws: `TreeError`, `FileError`, `ContentStoreError`.
    package func write(_ locked: LockedImages, to tree: inout TreeWriter) throws {
        for object in locked.objects {
            try tree.add(object.digest, at: try RegistryLayout.blob(object.digest))
        }
        for image in locked.images {
            for attachment in image.attachments ?? [] { try write(attachment, in: image.repository, to: &tree) }
            try writeLinks(image.manifests, image.indexes, in: image.repository, to: &tree)
            try writeTag(image.tag, to: image.digest, in: image.repository, to: &tree)
        }
    }

    private func write(
        _ attachment: LockedAttachment, in repository: RepositoryName, to tree: inout TreeWriter
    ) throws {
        try writeLinks(attachment.manifests, attachment.indexes, in: repository, to: &tree)
        if let bytes = attachment.madeIndex {
            let digest = Digest(of: bytes)
            try tree.write(bytes, at: RegistryLayout.blob(digest))
            try writeLink(to: digest, at: RegistryLayout.revisionLink(repository, digest), in: &tree)
        }
        if let top = attachment.top { try writeTag(attachment.tag, to: top, in: repository, to: &tree) }
    }

    /// The order in which a registry that reads meanwhile never sees half an image: layers, manifests, indexes from the
    /// innermost out.
    private func writeLinks(
        _ manifests: [LockedManifest], _ indexes: [Descriptor], in repository: RepositoryName,
        to tree: inout TreeWriter
    ) throws {
        for blob in manifests.flatMap(\.blobs) {
            try writeLink(to: blob.digest, at: RegistryLayout.layerLink(repository, blob.digest), in: &tree)
        }
        for document in manifests.map(\.manifest) + indexes.reversed() {
            try writeLink(to: document.digest, at: RegistryLayout.revisionLink(repository, document.digest), in: &tree)
        }
    }

    /// `current` is last.
    private func writeTag(
        _ tag: ImageTag, to digest: Digest, in repository: RepositoryName, to tree: inout TreeWriter
    ) throws {
        try writeLink(to: digest, at: RegistryLayout.tagIndexLink(repository, tag, digest), in: &tree)
        try writeLink(to: digest, at: RegistryLayout.tagLink(repository, tag), in: &tree)
    }

    private func writeLink(to digest: Digest, at path: RelativePath, in tree: inout TreeWriter) throws {
        try tree.write(RegistryLayout.linkContent(digest), at: path)
    }
}
