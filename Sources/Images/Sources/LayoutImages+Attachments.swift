import AirgapCore

extension LayoutImages {
    /// What a tag for attachments leads to, whatever platform it states: a manifest, or all manifests of an index.
    ///
    /// - Returns: nil for an index of nothing.
    /// - Throws: `ImportedImageError`, `ImageError`, `ManifestError`, `FileError`.
    func attachments(of descriptor: Descriptor) throws -> ImageContent? {
        guard case .index(let index) = try document(descriptor) else {
            let found = try attachment(descriptor)
            return ImageContent(manifest: found.manifest, config: found.config, layers: found.layers)
        }
        guard index.entries.count <= AttachmentSearch.attachmentLimit else { throw ImageError.tooManyAttachments }
        var found: [LockedManifest] = []
        var absent: [LockedAbsence] = []
        for entry in index.entries where !found.contains(where: { $0.manifest.digest == entry.descriptor.digest }) {
            do {
                found.append(try attachment(entry.descriptor))
            } catch ImportedImageError.missingMember {
                absent.append(LockedAbsence(entry))
            }
        }
        guard let first = found.first else { return nil }
        return ImageContent(
            indexes: [descriptor], manifest: first.manifest, config: first.config, layers: first.layers,
            others: Array(found.dropFirst()), absent: absent)
    }

    private func attachment(_ descriptor: Descriptor) throws -> LockedManifest {
        guard case .image(let image) = try document(descriptor) else { throw ImageError.tooNested }
        for blob in image.blobs { try take(blob) }
        return LockedManifest(
            manifest: Descriptor(
                mediaType: image.mediaType.rawValue, digest: descriptor.digest, size: descriptor.size),
            config: image.config, layers: image.layers)
    }
}
