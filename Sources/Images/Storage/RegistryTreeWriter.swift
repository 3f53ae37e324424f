package import AirgapCore

/// Writes images into a registry's storage.
package struct RegistryTreeWriter: Sendable {
    package init() {}

    /// Writes every blob once, then the links of each image.
    ///
    /// - Throws: `TreeError`, `FileError`, `ContentStoreError`.
    package func write(_ locked: LockedImages, to tree: inout TreeWriter) throws {
        for object in locked.objects {
            try tree.add(object.digest, at: try RegistryLayout.blob(object.digest))
        }
        for image in locked.images { try writeLinks(of: image, to: &tree) }
    }

    /// The order in which a registry that reads meanwhile never sees half an image: `current` last.
    private func writeLinks(of image: LockedImage, to tree: inout TreeWriter) throws {
        let repository = image.repository
        let manifest = image.manifest.digest
        for blob in [image.config] + image.layers {
            try writeLink(to: blob.digest, at: RegistryLayout.layerLink(repository, blob.digest), in: &tree)
        }
        try writeLink(to: manifest, at: RegistryLayout.revisionLink(repository, manifest), in: &tree)
        try writeLink(to: manifest, at: RegistryLayout.tagIndexLink(repository, image.tag, manifest), in: &tree)
        try writeLink(to: manifest, at: RegistryLayout.tagLink(repository, image.tag), in: &tree)
    }

    private func writeLink(to digest: Digest, at path: RelativePath, in tree: inout TreeWriter) throws {
        try tree.write(RegistryLayout.linkContent(digest), at: path)
    }
}
